package de.gemeinsamkommune.newsletter.erasure;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** What happens to an erasure. */
sealed interface ErasureEvent extends DomainEvent {

    /**
     * Everything the newsletter held of a person is removed.
     *
     * @param person id of the person
     * @param held what stays, and why; the newsletter keeps nothing
     */
    @EventType("newsletter.erasure-confirmed.v1")
    record ErasureConfirmed(String person, List<Hold> held) implements ErasureEvent {}

    /**
     * Something that stays.
     *
     * @param what code of what it is
     * @param reason code of the reason
     * @param until last day, if known
     */
    record Hold(String what, String reason, @Nullable LocalDate until) {}
}
