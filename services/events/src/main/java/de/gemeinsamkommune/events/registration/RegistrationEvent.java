package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

/** What happened to the registrations for an event. */
public sealed interface RegistrationEvent extends DomainEvent {

    /**
     * A new registration got a seat.
     *
     * @param event id of the event
     * @param registration id of the registration
     * @param person id of the person
     * @param municipality key of the municipality the person acts for, when there is one
     */
    @EventType("events.registration-confirmed.v1")
    record RegistrationConfirmed(
            String event, String registration, String person, @Nullable String municipality)
            implements RegistrationEvent {}

    /**
     * A new registration waits for a seat.
     *
     * @param event id of the event
     * @param registration id of the registration
     * @param person id of the person
     * @param municipality key of the municipality the person acts for, when there is one
     * @param position in the waiting list at that moment, from 1
     */
    @EventType("events.registration-waitlisted.v1")
    record RegistrationWaitlisted(
            String event,
            String registration,
            String person,
            @Nullable String municipality,
            int position)
            implements RegistrationEvent {}

    /**
     * A waiting registration got a seat.
     *
     * @param event id of the event
     * @param registration id of the registration
     * @param person id of the person
     * @param municipality key of the municipality the person acts for, when there is one
     */
    @EventType("events.registration-promoted.v1")
    record RegistrationPromoted(
            String event, String registration, String person, @Nullable String municipality)
            implements RegistrationEvent {}

    /**
     * A registration was cancelled on its own; when the whole event is called off, {@code
     * event-cancelled} stands for all of them.
     *
     * @param event id of the event
     * @param registration id of the registration
     * @param person id of the person
     * @param freed whether it had a seat, which is free now
     */
    @EventType("events.registration-cancelled.v1")
    record RegistrationCancelled(String event, String registration, String person, boolean freed)
            implements RegistrationEvent {}

    /**
     * Somebody was known twice, and has one registration now.
     *
     * @param event id of the event
     * @param registration id of the registration that has ended
     * @param person the id under which the person is no longer known
     * @param into id of the registration that stands
     * @param intoPerson the id under which the person is known
     * @param moved whether the one that stands has the seat or place of the one that has ended
     * @param status of the one that stands
     * @param municipality of the one that stands, when there is one
     * @param minutes attended, when that was recorded
     * @param freed whether both had a seat, of which one is free now
     */
    @EventType("events.registrations-merged.v1")
    record RegistrationsMerged(
            String event,
            String registration,
            String person,
            String into,
            String intoPerson,
            boolean moved,
            RegistrationStatus status,
            @Nullable String municipality,
            @Nullable Integer minutes,
            boolean freed)
            implements RegistrationEvent {}

    /**
     * A person with a seat attended.
     *
     * @param event id of the event
     * @param registration id of the registration
     * @param person id of the person
     * @param municipality key of the municipality the person acts for, when there is one
     * @param minutes attended, from 1
     */
    @EventType("events.attendance-recorded.v1")
    record AttendanceRecorded(
            String event,
            String registration,
            String person,
            @Nullable String municipality,
            int minutes)
            implements RegistrationEvent {}
}
