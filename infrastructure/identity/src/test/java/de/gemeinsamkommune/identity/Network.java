package de.gemeinsamkommune.identity;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.testsupport.Mailbox;
import de.gemeinsamkommune.testsupport.Parts;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands around an identity service: broker, store, mail server, membership; one per JVM. */
final class Network {

    static final String CLIENT_SECRET = "a secret of the test network, long enough for all";
    static final String IDENTITY_KEY = "a key of the test network, also long enough for it";

    static final Membership membership;

    private static final MongoClient client = MongoClients.create(Parts.shared().mongodbUri());
    private static final String run = UUID.randomUUID().toString().substring(0, 8);
    private static final AtomicInteger databases = new AtomicInteger();

    static {
        try {
            membership = Membership.start();
            Runtime.getRuntime().addShutdownHook(new Thread(Network::stop));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Network() {}

    /** An installation of its own: an empty database and an address that stays. */
    static Installation installation() {
        int port = freePort();
        return new Installation(
                "identity_" + run + "_" + databases.incrementAndGet(),
                "http://127.0.0.1:" + port,
                port,
                new ShiftableClock());
    }

    /** One whose address has a name, as passkeys want it. */
    static Installation named() {
        int port = freePort();
        return new Installation(
                "identity_" + run + "_" + databases.incrementAndGet(),
                "http://localhost:" + port,
                port,
                new ShiftableClock());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void stop() {
        membership.stop();
        client.close();
    }

    /** An identity service that can be stopped and started again on the same store. */
    static final class Installation implements AutoCloseable {

        final String url;
        final ShiftableClock clock;
        private final String database;
        private final int port;
        private final List<String> more = new ArrayList<>();
        private ConfigurableApplicationContext context;

        @SuppressWarnings("NullAway") // start() comes first
        Installation(String database, String url, int port, ShiftableClock clock) {
            this.database = database;
            this.port = port;
            this.clock = clock;
            this.url = url;
        }

        /** Another instance of the same installation. */
        Installation beside() {
            return new Installation(database, url, freePort(), clock);
        }

        Installation with(String setting) {
            more.add(setting);
            return this;
        }

        Installation start() {
            SpringApplicationBuilder application =
                    IdentityApplication.application().sources(Clocks.class);
            List<String> settings =
                    new ArrayList<>(
                            List.of(
                                    "--IDENTITY_PORT=" + port,
                                    "--PUBLIC_URL=" + url,
                                    "--IDENTITY_URL=http://127.0.0.1:" + port,
                                    "--MEMBERSHIP_URL=" + membership.url(),
                                    "--MONGODB_URI=" + Parts.shared().mongodbUri(database),
                                    "--KAFKA_BOOTSTRAP_SERVERS="
                                            + Parts.shared().kafkaBootstrapServers(),
                                    "--SMTP_PORT=" + Mailbox.shared().port(),
                                    "--MAIL_FROM=Gemeinsam Kommune <netz@gk.example>",
                                    "--CLIENT_SECRET=" + CLIENT_SECRET,
                                    "--IDENTITY_KEY=" + IDENTITY_KEY,
                                    "--SECOND_FACTOR=optional",
                                    "--LOG_LEVEL=WARN"));
            // a setting given twice would be a list
            more.forEach(
                    setting -> {
                        String name = setting.substring(0, setting.indexOf('=') + 1);
                        settings.removeIf(one -> one.startsWith(name));
                        settings.add(setting);
                    });
            Clocks.next = clock;
            context = application.run(settings.toArray(String[]::new));
            return this;
        }

        Installation restart() {
            context.close();
            return start();
        }

        <T> T bean(Class<T> type) {
            return context.getBean(type);
        }

        MongoDatabase store() {
            return client.getDatabase(database);
        }

        Browser browser() {
            return new Browser("http://127.0.0.1:" + port);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    /** Puts the test's clock in the place of the service's. */
    @Configuration(proxyBeanMethods = false)
    static class Clocks {

        static ShiftableClock next = new ShiftableClock();

        @Bean
        @Primary
        ShiftableClock shiftableClock() {
            return next;
        }
    }
}
