package de.gemeinsamkommune.newsletter.delivery;

import com.mongodb.MongoException;

import de.gemeinsamkommune.newsletter.peer.PeerUnavailable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Sends the mails of the ledger. One thread looks for due rows, a few workers claim them, have them
 * written and hand them to the mail server, each over a connection of its own. Several mailrooms
 * may work on one ledger: the claim decides who sends.
 *
 * <p>A worker that dies after the server took the mail and before the row says so leaves a claim
 * that expires; the mail is then sent again with the same Message-ID, by which mail programs
 * recognise it. Nothing less is possible with SMTP.
 */
@Component
class Mailroom implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Mailroom.class);

    /** How many rows are looked for at once; more than workers and queue can hold together. */
    private static final int BATCH = 100;

    private static final int QUEUE = 50;

    /** After so long without a mail a worker ends its connection. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(2);

    private final String name = UUID.randomUUID().toString();
    private final Ledger ledger;
    private final Map<DeliveryKind, Composer> composers = new EnumMap<>(DeliveryKind.class);
    private final MimeWriter writer;
    private final SmtpSettings smtp;
    private final MailroomSettings settings;
    private final Counter sent;
    private final Counter failed;
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Mailroom(
            Ledger ledger,
            List<Composer> composers,
            MimeWriter writer,
            SmtpSettings smtp,
            MailroomSettings settings,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.writer = writer;
        this.smtp = smtp;
        this.settings = settings;
        for (Composer composer : composers) {
            for (DeliveryKind kind : composer.kinds()) {
                if (this.composers.put(kind, composer) != null) {
                    throw new IllegalStateException("Two composers write " + kind);
                }
            }
        }
        this.sent = meters.counter("newsletter.delivery.sent");
        this.failed = meters.counter("newsletter.delivery.failed");
        Gauge.builder("newsletter.delivery.queued", ledger, Ledger::waiting)
                .description("Mails that wait to be sent")
                .register(meters);
        Gauge.builder("newsletter.delivery.oldest", ledger, l -> l.oldest().toMillis() / 1000.0)
                .description("For how long the oldest mail has been waiting")
                .baseUnit("seconds")
                .register(meters);
    }

    @Override
    public synchronized void start() {
        ledger.holdOld();
        running = true;
        threads.add(Thread.ofVirtual().name("mailroom-search").start(this::search));
        for (int number = 1; number <= settings.connections(); number++) {
            threads.add(Thread.ofVirtual().name("mailroom-" + number).start(this::work));
        }
    }

    /** Lets the mails in hand finish, for two seconds; what is left keeps its claim. */
    @Override
    public synchronized void stop() {
        running = false;
        ledger.wake();
        long end = System.nanoTime() + PATIENCE_AT_STOP.toNanos();
        try {
            for (Thread thread : threads) {
                Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                if (!thread.join(left)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void search() {
        MDC.put("service", "newsletter");
        while (running) {
            try {
                boolean found = false;
                for (String id : ledger.due(BATCH)) {
                    if (inHand.add(id)) {
                        found = true;
                        while (running && !queue.offer(id, 200, TimeUnit.MILLISECONDS)) {
                            // all workers are busy
                        }
                    }
                }
                if (!found && running) {
                    ledger.awaitWork(settings.sweep());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("The ledger cannot be searched: {}", e.getClass().getName());
                pause();
            }
        }
    }

    private void pause() {
        try {
            ledger.awaitWork(settings.sweep());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    private void work() {
        MDC.put("service", "newsletter");
        try (Connection connection = new Connection(smtp)) {
            long lastMail = System.nanoTime();
            while (running) {
                String id = queue.poll(200, TimeUnit.MILLISECONDS);
                if (id == null) {
                    if (System.nanoTime() - lastMail > IDLE.toNanos()) {
                        connection.close();
                    }
                    continue;
                }
                try {
                    deliver(id, connection);
                } catch (RuntimeException e) {
                    // the store did not answer: the row is found again when its claim expires
                    LOG.warn("Mail {} is left for later: {}", id, e.getClass().getName());
                } finally {
                    inHand.remove(id);
                    lastMail = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String id, Connection connection) {
        Delivery claimed = ledger.claim(id, name).orElse(null);
        if (claimed == null) {
            return;
        }
        try {
            MimeMessage message = write(claimed, connection);
            if (message != null && ledger.renew(claimed)) {
                String reply = connection.send(message);
                ledger.sent(claimed, reply);
                sent.increment();
            }
        } catch (PeerUnavailable e) {
            LOG.info("Mail {} waits: {}", id, e.getMessage());
            ledger.again(claimed, null, DeliveryReason.LOOK_UP_UNAVAILABLE);
        } catch (MailDeferred e) {
            LOG.info("Mail {} waits: {}", id, e.getMessage());
            ledger.again(claimed, e.reply(), DeliveryReason.SERVER_UNAVAILABLE);
        } catch (MailRefused e) {
            LOG.info("Mail {} failed: {}", id, e.getMessage());
            ledger.refused(claimed, e.reply(), null);
            failed.increment();
        } catch (AddressUnusable e) {
            LOG.info("Mail {} failed: {}", id, e.getMessage());
            ledger.refused(claimed, null, DeliveryReason.ADDRESS_UNUSABLE);
            failed.increment();
        }
    }

    /** The message to send, or null when there is none (any more) and the row says so. */
    private @Nullable MimeMessage write(Delivery claimed, Connection connection) {
        Composer composer = composers.get(claimed.kind());
        if (composer == null) {
            throw new IllegalStateException("Nobody writes " + claimed.kind());
        }
        try {
            switch (composer.compose(claimed)) {
                case Composition.Obsolete(var reason) -> ledger.cancelled(claimed, reason);
                case Composition.Ready(var mail) -> {
                    return writer.write(connection.session(), claimed.id(), mail);
                }
            }
        } catch (PeerUnavailable | AddressUnusable | MongoException e) {
            throw e;
        } catch (RuntimeException | MessagingException e) {
            // the exception's text may quote the mail: its class and place must do
            LOG.error(
                    "Mail {} cannot be written: {} at {}",
                    claimed.id(),
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            ledger.again(claimed, null, DeliveryReason.NOT_WRITABLE);
        }
        return null;
    }
}
