package de.gemeinsamkommune.membership.erasure;

import de.gemeinsamkommune.membership.erasure.ErasureEvent.ErasureCompleted;
import de.gemeinsamkommune.membership.erasure.ErasureEvent.Held;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The erasure of a person in all services: complete once each of {@link #SERVICES} has confirmed.
 *
 * @param receipt unguessable id
 * @param person bare id of the erased person
 * @param confirmations by service
 */
public record Erasure(
        String receipt,
        String person,
        Instant requestedAt,
        Map<String, Confirmation> confirmations,
        @Nullable Instant completedAt) {

    /** The services that collect something about people, besides this one. */
    static final List<String> SERVICES = List.of("advisory", "events", "identity", "newsletter");

    /** Keeps the confirmations in the order of the services' names. */
    public Erasure {
        confirmations = new TreeMap<>(confirmations);
    }

    /**
     * A service has forgotten.
     *
     * @param held what it must keep
     */
    public record Confirmation(Instant at, List<Hold> held) {}

    /**
     * Something that is kept although its person is erased. Codes only: a receipt is public for
     * everybody who has its address.
     *
     * @param what such as {@code attendance-proof}
     * @param reason such as {@code proof-of-use}
     * @param until last day of keeping, null while it is not known
     */
    public record Hold(String what, String reason, @Nullable LocalDate until) {

        private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){0,9}");

        /** Refuses what is no code of at most 80 characters. */
        public Hold {
            if (what.length() > 80
                    || reason.length() > 80
                    || !CODE.matcher(what).matches()
                    || !CODE.matcher(reason).matches()) {
                throw new IllegalArgumentException("a hold is described by codes");
            }
        }
    }

    static Erasure requested(String receipt, String person, Instant at) {
        return new Erasure(receipt, person, at, Map.of(), null);
    }

    /** {@return the erasure with what a service confirmed; a repeat changes nothing} */
    Erasure confirmed(String service, Confirmation confirmation) {
        if (!SERVICES.contains(service) || confirmations.containsKey(service)) {
            return this;
        }
        SortedMap<String, Confirmation> more = new TreeMap<>(confirmations);
        more.put(service, confirmation);
        return new Erasure(receipt, person, requestedAt, more, completedAt);
    }

    /** {@return that it is complete; nothing while somebody is missing, or when it was before} */
    List<ErasureEvent> complete() {
        if (completedAt != null || !confirmations.keySet().containsAll(SERVICES)) {
            return List.of();
        }
        List<Held> held =
                confirmations.entrySet().stream()
                        .flatMap(
                                entry ->
                                        entry.getValue().held().stream()
                                                .map(
                                                        hold ->
                                                                new Held(
                                                                        entry.getKey(),
                                                                        hold.reason())))
                        .distinct()
                        .toList();
        return List.of(new ErasureCompleted(person, List.copyOf(confirmations.keySet()), held));
    }

    Erasure apply(ErasureEvent event, Instant at) {
        return switch (event) {
            case ErasureCompleted _ -> new Erasure(receipt, person, requestedAt, confirmations, at);
        };
    }
}
