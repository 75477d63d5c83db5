package de.gemeinsamkommune.newsletter.subscription;

import com.mongodb.client.model.Filters;

import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Brings many confirmed subscriptions, as if they had been confirmed one by one. */
public final class ConfirmedSubscribers {

    private ConfirmedSubscribers() {}

    /** Takes them away again, so that later editions do not go to so many. */
    public static void remove(Subscribers subscribers) {
        subscribers
                .store()
                .collection()
                .deleteMany(Filters.regex("state.subscriber.key", "@viele\\.example$"));
    }

    /** Addresses of new confirmed subscribers. */
    public static List<String> bring(Subscribers subscribers, int count) {
        Instant now = Instant.now();
        return IntStream.range(0, count)
                .mapToObj(
                        _ -> {
                            String id = UUID.randomUUID().toString();
                            String address = "m" + id.substring(0, 13) + "@viele.example";
                            subscribers
                                    .store()
                                    .insert(
                                            id,
                                            new Subscription(
                                                    Status.CONFIRMED,
                                                    new Subscription.Subscriber(
                                                            address, address, null, "de"),
                                                    List.of(Subscription.LIST),
                                                    new Subscription.Request(now, 1, List.of()),
                                                    new Consent(
                                                            "Ja", "1", "x", now, null, null, now,
                                                            null),
                                                    Secret.token(),
                                                    null,
                                                    false,
                                                    now,
                                                    null),
                                            List.of());
                            return address;
                        })
                .toList();
    }
}
