package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.size;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;

import io.micrometer.core.instrument.MeterRegistry;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes what waits in the aggregates' documents: one aggregate's messages one after the other,
 * many aggregates side by side. A message leaves its document only after the broker acknowledged it
 * and the journal has it; whatever happens in between is done again, and consumers recognise the
 * repeat by its sequence.
 */
final class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private static final int SIDE_BY_SIDE = 64;
    private static final int SWEPT_AT_ONCE = 1_000;
    private static final int REMEMBERED = 10_000;

    private record Aggregate(AggregateStore<?> store, String id) {}

    private enum Run {
        ONCE,
        AGAIN
    }

    private final KafkaOperations<String, byte[]> kafka;
    private final Journal journal;
    private final Lease lease;
    private final String source;
    private final Clock clock;
    private final MessagingSettings settings;
    private final MeterRegistry meters;

    private final List<AggregateStore<?>> stores = new CopyOnWriteArrayList<>();
    private final Map<Aggregate, Run> running = new ConcurrentHashMap<>();

    /** Of the aggregates that published last; a repeat of another is recognised by consumers. */
    private final Map<Aggregate, Long> lastPublished =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Aggregate, Long> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    private final Semaphore sideBySide = new Semaphore(SIDE_BY_SIDE);
    private final AtomicReference<Duration> oldestPending = new AtomicReference<>(Duration.ZERO);
    private final AtomicBoolean sweepRequested = new AtomicBoolean();
    private volatile boolean failing;
    private volatile boolean moreLeft;
    private volatile boolean active;
    private long lastSweep;
    private long lastRenewal;
    private ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Relay(
            KafkaOperations<String, byte[]> kafka,
            Journal journal,
            Lease lease,
            String source,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.journal = journal;
        this.lease = lease;
        this.source = source;
        this.clock = clock;
        this.settings = settings;
        this.meters = meters;
        meters.gauge(
                "messaging.pending.age",
                oldestPending,
                oldest -> (double) oldest.get().toMillis() / 1_000);
    }

    void register(AggregateStore<?> store) {
        stores.add(store);
        sweepRequested.set(true);
    }

    /**
     * Publishes what waits in this aggregate, soon, if this instance holds the lease.
     *
     * @param all all that waited after the write, in order, where the one who wrote it knows, which
     *     saves reading it again; otherwise null
     */
    void kick(AggregateStore<?> store, String id, @Nullable List<Document> all) {
        if (!active || !lease.held()) {
            return;
        }
        Aggregate aggregate = new Aggregate(store, id);
        if (running.merge(aggregate, Run.ONCE, (_, _) -> Run.AGAIN) == Run.ONCE) {
            workers.execute(() -> drainUntilQuiet(aggregate, all));
        }
    }

    /** {@return how long the oldest message waits to be published, as of the last look} */
    Duration oldestPending() {
        return oldestPending.get();
    }

    /** {@return whether publishing failed and is being tried again} */
    boolean failing() {
        return failing;
    }

    @Override
    public synchronized void start() {
        workers = Executors.newVirtualThreadPerTaskExecutor();
        timer = Executors.newSingleThreadScheduledExecutor();
        active = true;
        sweepRequested.set(true);
        long beat = settings.lease().toMillis() / 20;
        timer.scheduleWithFixedDelay(this::beat, 0, Math.max(beat, 50), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (!active) {
            return;
        }
        active = false;
        timer.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(2, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
            lease.release();
        } catch (InterruptedException interrupted) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        } catch (RuntimeException unreachable) {
            // the lease runs out by itself
            log.info("The lease was not given back: {}", unreachable.getClass().getName());
        }
    }

    @Override
    public boolean isRunning() {
        return active;
    }

    /** Publishes as soon as consumers run, and as long as commands may come. */
    @Override
    public int getPhase() {
        return MessagingSettings.PHASE;
    }

    private void beat() {
        try {
            long now = System.nanoTime();
            boolean due = now - lastRenewal > settings.lease().toNanos() / 4;
            if (due || !lease.held()) {
                lastRenewal = now;
                if (lease.renew()) {
                    sweepRequested.set(true);
                }
            }
            if (lease.held()
                    && (sweepRequested.getAndSet(false) || now - lastSweep > pause().toNanos())) {
                lastSweep = now;
                sweep();
            }
        } catch (RuntimeException failure) {
            if (!active) {
                // interrupted by the stop
                return;
            }
            failing = true;
            log.warn("The relay could not look after itself: {}", failure.toString());
        }
    }

    private Duration pause() {
        // another instance cannot kick this one, so its writes are looked for
        if (lease.rivals() || moreLeft) {
            return settings.sweepWithRivals();
        }
        return failing ? settings.sweepAfterFailure() : settings.sweep();
    }

    private void sweep() {
        Instant oldest = null;
        boolean more = false;
        for (AggregateStore<?> store : stores) {
            List<Document> left =
                    store.collection()
                            .find(exists("pendingSince"))
                            .projection(Projections.include("pendingSince"))
                            .sort(Sorts.ascending("pendingSince"))
                            .limit(SWEPT_AT_ONCE)
                            .into(new ArrayList<>());
            more |= left.size() == SWEPT_AT_ONCE;
            for (Document document : left) {
                Instant since = document.getDate("pendingSince").toInstant();
                oldest = oldest == null || since.isBefore(oldest) ? since : oldest;
                kick(store, document.getString("_id"), null);
            }
        }
        oldestPending.set(
                oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant()));
        moreLeft = more;
        failing = failing && oldest != null;
    }

    private void drainUntilQuiet(Aggregate aggregate, @Nullable List<Document> known) {
        try {
            List<Document> all = known;
            do {
                sideBySide.acquire();
                try {
                    if (all == null || isLate(aggregate, all)) {
                        // whoever kicked until now has written what is read now
                        running.put(aggregate, Run.ONCE);
                        all = pending(aggregate);
                    }
                    drain(aggregate, all);
                    all = null;
                } finally {
                    sideBySide.release();
                }
            } while (!running.remove(aggregate, Run.ONCE));
        } catch (InterruptedException stopping) {
            running.remove(aggregate);
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException failure) {
            // stops here: its later messages must not overtake; swept again soon
            running.remove(aggregate);
            failing = true;
            meters.counter("messaging.publish.failed", "topic", aggregate.store().topic())
                    .increment();
            log.warn(
                    "Publishing of {} {} stopped and is tried again: {}",
                    aggregate.store().topic(),
                    aggregate.id(),
                    failure.toString());
        }
    }

    /**
     * Whether somebody who wrote later was faster here, so that what the earlier one knows to wait
     * is published already: it must not come again after the later one's.
     */
    private boolean isLate(Aggregate aggregate, List<Document> all) {
        return all.getFirst().getLong("sequence") <= lastPublished.getOrDefault(aggregate, 0L);
    }

    private static List<Document> pending(Aggregate aggregate) {
        Document document =
                aggregate
                        .store()
                        .collection()
                        .find(eq("_id", aggregate.id()))
                        .projection(Projections.include("pending"))
                        .first();
        return document == null
                ? List.of()
                : document.getList("pending", Document.class, List.of());
    }

    private void drain(Aggregate aggregate, List<Document> pending)
            throws InterruptedException, ExecutionException {
        String topic = aggregate.store().topic();
        String id = aggregate.id();
        for (Document message : pending) {
            if (!lease.held()) {
                return;
            }
            kafka.send(CloudEvents.write(PendingMessage.read(message, source, topic, id))).get();
            lastPublished.put(aggregate, message.getLong("sequence"));
        }
        if (!pending.isEmpty()) {
            journal.keep(pending, topic, id);
            meters.counter("messaging.published", "topic", topic).increment(pending.size());
        }
        remove(aggregate, pending);
    }

    private void remove(Aggregate aggregate, List<Document> published) {
        var documents = aggregate.store().collection();
        List<String> ids = published.stream().map(message -> message.getString("id")).toList();
        // messages are only ever appended, so the same number means the very same messages
        UpdateResult whole =
                documents.updateOne(
                        ids.isEmpty()
                                ? and(eq("_id", aggregate.id()), size("pending", 0))
                                : and(
                                        eq("_id", aggregate.id()),
                                        size("pending", ids.size()),
                                        eq("pending.id", ids.getFirst())),
                        Updates.combine(
                                Updates.set("pending", List.of()), Updates.unset("pendingSince")));
        if (whole.getMatchedCount() == 0 && !ids.isEmpty()) {
            documents.updateOne(
                    eq("_id", aggregate.id()),
                    Updates.pullByFilter(new Document("pending", in("id", ids))));
            documents.updateOne(
                    and(eq("_id", aggregate.id()), size("pending", 0)),
                    Updates.unset("pendingSince"));
        }
    }
}
