package de.gemeinsamkommune.messaging.kills;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;

import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Lab;
import de.gemeinsamkommune.messaging.Lab.Tally;
import de.gemeinsamkommune.messaging.Lab.TallyEvent.Added;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.MessagingConfiguration;
import de.gemeinsamkommune.messaging.Reaction;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.messaging.TooManyPending;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.bson.Document;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process that is killed: an instance of a small service with one kind of aggregate, a
 * projection and a reaction on its own topic. It gives itself commands and writes a line {@code ACK
 * <aggregate> <sequence> <command>} to standard output for each that was acknowledged to it.
 */
public final class KillWorker {

    static final String TALLIES = "tallies";
    static final String VIEW = "tally_view";
    static final String LEDGER = "ledger";
    static final int AGGREGATES = 12;

    /** A topic with six partitions that no other test of this module uses. */
    static final String TOPIC = "events.event";

    static final int CLIENTS = 4;

    /** Commands with a number that this divides fail in the reaction while it is told to fail. */
    static final int UNLUCKY = 29;

    private static final AtomicBoolean WORKING = new AtomicBoolean(true);

    private KillWorker() {}

    @Configuration(proxyBeanMethods = false)
    @Import(MessagingConfiguration.class)
    static class Service {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        SimpleMeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Lab.TallyProjection view() {
            return new Lab.TallyProjection(VIEW, TOPIC);
        }

        @Bean
        Reaction ledger(MongoDatabase database) {
            return new Ledger(database);
        }

        @Bean
        CommandListener killer() {
            String point = System.getProperty("kill.point", "");
            return point.isEmpty() || KillPoint.valueOf(point).fromOutside()
                    ? new CommandListener() {}
                    : KillPoint.valueOf(point).halting(Integer.getInteger("kill.after", 1));
        }
    }

    /** Writes one row for each message, under the message's id. */
    private record Ledger(MongoDatabase database) implements Reaction {

        @Override
        public String name() {
            return LEDGER;
        }

        @Override
        public List<String> topics() {
            return List.of(TOPIC);
        }

        @Override
        public void on(Message message) {
            if (!message.source().equals("/" + database.getName())) {
                return;
            }
            Added added = message.read(Added.class);
            if (added.number() % UNLUCKY == 0
                    && database.getCollection("orders").find(new Document("_id", "fail")).first()
                            != null) {
                throw new IllegalStateException("told to fail");
            }
            try {
                database.getCollection(LEDGER)
                        .insertOne(
                                new Document("_id", message.id())
                                        .append("subject", message.subject())
                                        .append("sequence", message.sequence())
                                        .append("at", new Date()));
            } catch (MongoWriteException repeat) {
                if (ErrorCategory.fromErrorCode(repeat.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                    throw repeat;
                }
            }
        }
    }

    /** Arguments: database, store, broker, lease, whether to give itself commands, its name. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        var context =
                new SpringApplicationBuilder(Service.class)
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false)
                        .properties(
                                Map.of(
                                        "spring.application.name",
                                        arguments[0],
                                        "spring.config.name",
                                        "none",
                                        "spring.main.banner-mode",
                                        "off",
                                        "logging.level.root",
                                        "ERROR",
                                        "MONGODB_URI",
                                        arguments[1] + "/" + arguments[0],
                                        "KAFKA_BOOTSTRAP_SERVERS",
                                        arguments[2],
                                        "MESSAGING_LEASE",
                                        arguments[3],
                                        "MESSAGING_INSTANCE",
                                        arguments[5]))
                        .run();
        AggregateStore<Tally> tallies =
                context.getBean(Messaging.class).aggregates(TALLIES, Tally.class, TOPIC);
        out.println("READY");
        if (Boolean.parseBoolean(arguments[4])) {
            for (int client = 0; client < CLIENTS; client++) {
                Thread.startVirtualThread(() -> work(arguments[0], tallies, out));
            }
        }
        try {
            // ends when the harness closes the pipe
            while (System.in.read() >= 0) {
                WORKING.set(false);
            }
        } catch (java.io.IOException closed) {
            out.println("closed");
        }
        WORKING.set(false);
        context.close();
        System.exit(0);
    }

    private static void work(String database, AggregateStore<Tally> tallies, PrintStream out) {
        while (WORKING.get()) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            String id = database + "-" + random.nextInt(AGGREGATES);
            Added added = new Added(random.nextLong(1, 1_000), UUID.randomUUID().toString());
            try {
                if (tallies.find(id).isEmpty()) {
                    try {
                        tallies.insert(id, Tally.EMPTY, List.of());
                    } catch (AggregateExists rival) {
                        continue;
                    }
                }
                Stored<Tally> stored = tallies.change(id, _ -> List.of(added), Tally::apply);
                out.println("ACK " + id + " " + stored.sequence() + " " + added.command());
            } catch (TooManyPending flood) {
                Thread.yield();
            }
        }
    }
}
