package de.gemeinsamkommune.newsletter.notification;

import org.jspecify.annotations.Nullable;

/** What is read of the messages of events. */
final class EventMessage {

    private EventMessage() {}

    /**
     * A registration was confirmed, waitlisted, promoted or cancelled.
     *
     * @param event id of the event
     * @param registration id of the registration
     * @param person who registered
     * @param position place on the waiting list, when waitlisted
     */
    record Registration(
            String event, String registration, String person, @Nullable Integer position) {}

    /**
     * Somebody was known twice and has one registration now.
     *
     * @param registration id of the one that has ended
     * @param into id of the one that stands
     * @param intoPerson whose that is
     */
    record Merged(String registration, String into, String intoPerson) {}
}
