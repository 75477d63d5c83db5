package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.DeliveryState;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;
import de.gemeinsamkommune.newsletter.edition.Edition.Release;
import de.gemeinsamkommune.newsletter.subscription.Subscribers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings released editions into the ledger, one row for each recipient, and notes when no row is
 * open any more. Whatever was interrupted is taken up in the next round: the same rows again change
 * nothing.
 */
@Component
class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final int BATCH = 200;

    private final Editions editions;
    private final Subscribers subscribers;
    private final Ledger ledger;
    private final Clock clock;
    private final ReentrantLock oneRoundAtATime = new ReentrantLock();

    Dispatch(Editions editions, Subscribers subscribers, Ledger ledger, Clock clock) {
        this.editions = editions;
        this.subscribers = subscribers;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Begins a round without waiting for it. */
    void begin() {
        Thread.ofVirtual()
                .name("dispatch")
                .start(
                        () -> {
                            MDC.put("service", "newsletter");
                            try {
                                round();
                            } catch (RuntimeException e) {
                                LOG.warn("Editions wait for the next round: {}", e.toString());
                            }
                        });
    }

    /** Takes all released editions one step on. */
    @Scheduled(fixedDelayString = "${newsletter.rounds}")
    void round() {
        oneRoundAtATime.lock();
        try {
            for (Stored<Edition> edition : editions.released()) {
                try {
                    if (edition.state().dispatched()) {
                        finish(edition);
                    } else {
                        dispatch(edition);
                    }
                } catch (StaleVersion e) {
                    LOG.debug("Edition {} is also taken on elsewhere", edition.id());
                }
            }
        } finally {
            oneRoundAtATime.unlock();
        }
    }

    private void dispatch(Stored<Edition> edition) {
        Release release = edition.state().release();
        if (release == null) {
            throw new IllegalStateException("Edition " + edition.id() + " was never released");
        }
        String last = "";
        while (true) {
            List<String> batch = subscribers.confirmedBy(release.at(), last, BATCH);
            if (batch.isEmpty()) {
                break;
            }
            // the time is that of the row: an edition that was interrupted is not an old message
            Instant now = clock.instant();
            ledger.enqueue(
                    batch.stream()
                            .map(
                                    to ->
                                            new Order(
                                                    DeliveryKind.EDITION,
                                                    edition.id(),
                                                    to,
                                                    Map.of(),
                                                    now))
                            .toList());
            last = batch.getLast();
        }
        editions.store().update(edition, edition.state().withAllMails(), List.of());
        LOG.info("Edition {} is in the ledger", edition.id());
    }

    private void finish(Stored<Edition> edition) {
        String id = edition.id();
        if (ledger.isOpen(id)) {
            return;
        }
        Map<DeliveryState, Long> counts = ledger.counts(id);
        int sent = Math.toIntExact(counts.getOrDefault(DeliveryState.SENT, 0L));
        int failed = Math.toIntExact(counts.getOrDefault(DeliveryState.FAILED, 0L));
        Instant now = clock.instant();
        editions.store()
                .change(
                        id,
                        state -> state.finish(id, sent, failed),
                        (state, event) -> state.apply(event, state.blocks(), now));
        LOG.info("Edition {} is sent: {} sent, {} failed", id, sent, failed);
    }
}
