package de.gemeinsamkommune.standalone;

import de.gemeinsamkommune.embedded.EmbeddedMongo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has the store's file written anew again and again, because the receipt of an erasure promises
 * that it forgets within 24 hours.
 */
final class Compaction implements AutoCloseable {

    /** Half of what is promised, so that some failed tries do not break the promise. */
    static final Duration PERIOD = Duration.ofHours(12);

    private static final Logger log = LoggerFactory.getLogger(Compaction.class);

    private static final Duration AGAIN = Duration.ofSeconds(10);

    /** Who has not read on after so many tries, ten minutes, will not; MongoDB waits as long. */
    private static final int PATIENCE = 60;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("compaction").factory());
    private final EmbeddedMongo store;
    private final Duration period;
    private int tries;

    private Compaction(EmbeddedMongo store, Duration period) {
        this.store = store;
        this.period = period;
    }

    /**
     * Begins with one period's wait; the file was compacted when it was opened.
     *
     * @param period pause between two compactions, such as 12 h
     */
    static Compaction every(Duration period, EmbeddedMongo store) {
        Compaction compaction = new Compaction(store, period);
        compaction.plan(period);
        return compaction;
    }

    private void plan(Duration wait) {
        timer.schedule(this::compact, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void compact() {
        Duration wait = AGAIN;
        try {
            tries++;
            if (store.compact(tries > PATIENCE)) {
                wait = period;
                tries = 0;
            }
        } catch (RuntimeException failure) {
            log.error("The store's file could not be compacted, it is tried again", failure);
        }
        if (!timer.isShutdown()) {
            plan(wait);
        }
    }

    /** Waits for one that is under way. */
    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
            log.warn("The store's file was still being compacted");
        }
    }
}
