package de.gemeinsamkommune.newsletter.notification;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.ProjectionView;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;

import org.bson.codecs.pojo.annotations.BsonId;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mails whose recipients the message does not name: they are in a projection, which may be behind.
 * Such a mail waits here until the projection has taken the same message in.
 */
@Component
class Circulars {

    private static final int BATCH = 200;

    private final MongoCollection<Circular> waiting;
    private final ProjectionView<EventRegistrations> registrations;
    private final ProjectionView<AdvisoryAsker> askers;
    private final Ledger ledger;

    Circulars(
            Messaging messaging,
            EventRegistrationsProjection registrations,
            AdvisoryAskerProjection askers,
            Ledger ledger) {
        this.waiting = messaging.database().getCollection("circulars", Circular.class);
        this.registrations = messaging.view(registrations);
        this.askers = messaging.view(askers);
        this.ledger = ledger;
    }

    /**
     * A mail that waits for its recipients.
     *
     * @param id of the message
     * @param kind what it is for
     * @param subject the aggregate
     * @param position place of the message among those of the aggregate
     * @param time when it happened
     */
    public record Circular(
            @BsonId String id,
            DeliveryKind kind,
            String subject,
            Position position,
            Instant time) {}

    /** Takes a message in; the same message again changes nothing. */
    void take(Message message, DeliveryKind kind) {
        Circular circular =
                new Circular(
                        message.id(),
                        kind,
                        message.subject(),
                        Position.of(message),
                        message.time());
        waiting.updateOne(
                eq("_id", circular.id()),
                Updates.combine(
                        Updates.setOnInsert("kind", kind.name()),
                        Updates.setOnInsert("subject", circular.subject()),
                        Updates.setOnInsert("position", circular.position()),
                        Updates.setOnInsert("time", circular.time())),
                new UpdateOptions().upsert(true));
        send(circular);
    }

    /** Sends what has been waiting for its recipients. */
    @Scheduled(fixedDelayString = "${newsletter.circulars}")
    void round() {
        waiting.find().limit(BATCH).into(new ArrayList<>()).forEach(this::send);
    }

    private void send(Circular circular) {
        recipients(circular)
                .ifPresent(
                        orders -> {
                            for (int from = 0; from < orders.size(); from += BATCH) {
                                int to = Math.min(from + BATCH, orders.size());
                                ledger.enqueue(orders.subList(from, to));
                            }
                            waiting.deleteOne(eq("_id", circular.id()));
                        });
    }

    /** Empty while the projection is behind. */
    private Optional<List<Order>> recipients(Circular circular) {
        return switch (circular.kind()) {
            case EVENT_CANCELLED ->
                    registrations
                            .find(circular.subject())
                            .filter(state -> state.position().hasReached(circular.position()))
                            .map(
                                    state ->
                                            state.live().entrySet().stream()
                                                    .map(
                                                            entry ->
                                                                    toAttendee(
                                                                            circular,
                                                                            entry.getValue(),
                                                                            entry.getKey()))
                                                    .toList());
            case ADVISORY_CONCLUDED ->
                    askers.find(circular.subject())
                            .filter(state -> state.position().hasReached(circular.position()))
                            .map(
                                    state ->
                                            state.person() == null
                                                    ? List.of()
                                                    : List.of(toAsker(circular, state.person())));
            default -> throw new IllegalStateException(circular.kind() + " names its recipient");
        };
    }

    private static Order toAttendee(Circular circular, String person, String registration) {
        return new Order(
                circular.kind(),
                circular.id(),
                person,
                Map.of("event", circular.subject(), "registration", registration),
                circular.time());
    }

    private static Order toAsker(Circular circular, String person) {
        return new Order(
                circular.kind(),
                circular.id(),
                person,
                Map.of("request", circular.subject()),
                circular.time());
    }
}
