package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.Announcement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What can be asked of the head of an event. */
sealed interface EventCommand {

    /** Announce the event to everybody. */
    record Publish() implements EventCommand {}

    /**
     * Change the announcement.
     *
     * @param revision the revision the editor saw
     */
    record Change(long revision, Announcement wanted) implements EventCommand {}

    /** Call the event off. */
    record Cancel() implements EventCommand {}

    /**
     * Register a person.
     *
     * @param registration id the registration has or will have
     * @param member whether the person has a role in the network
     * @param key id of the request, when it carried an idempotency key
     * @param fingerprint of the request's body
     */
    record Register(
            String registration,
            String person,
            boolean member,
            @Nullable String municipality,
            @Nullable String key,
            String fingerprint)
            implements EventCommand {

        /** {@return what the registration remembers of the request, or null} */
        @Nullable String request() {
            return key == null ? null : key + "/" + fingerprint;
        }

        /** {@return whether the request that is remembered had the same key} */
        boolean hasKeyOf(@Nullable String remembered) {
            return key != null && remembered != null && remembered.startsWith(key + "/");
        }
    }

    /**
     * Cancel a registration.
     *
     * @param by the only person whose registration this may be; absent for the team
     */
    record CancelRegistration(String registration, @Nullable String by) implements EventCommand {}

    /**
     * Record that a person attended.
     *
     * @param minutes from 1
     * @param name of the person now, for the proof of use
     */
    record Attend(String registration, int minutes, String name) implements EventCommand {}

    /**
     * Cancel what is live of an erased person, and overtake every command that was decided on
     * before the erasure was known: always writes the head.
     */
    record Forget(String registration) implements EventCommand {}

    /**
     * Make the registration of a person that of the same person under another id, the better one
     * where there are two, and overtake every command that was decided on before it was known:
     * always writes the head.
     *
     * @param registration id the person's registration has or would have
     * @param into id that the registration under the other id has or will have
     * @param intoPerson the other id
     */
    record Merge(String registration, String into, String intoPerson) implements EventCommand {}

    /** Bring the documents up to the head, and let the head forget that they had to follow. */
    record Settle() implements EventCommand {}

    /** {@return ids of the registrations it is about} */
    default List<String> about() {
        return switch (this) {
            case Register command -> List.of(command.registration());
            case CancelRegistration command -> List.of(command.registration());
            case Attend command -> List.of(command.registration());
            case Forget command -> List.of(command.registration());
            case Merge command -> List.of(command.registration(), command.into());
            case Publish _, Change _, Cancel _, Settle _ -> List.of();
        };
    }
}
