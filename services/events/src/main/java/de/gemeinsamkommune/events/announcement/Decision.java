package de.gemeinsamkommune.events.announcement;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What the head of an event decided about registrations, remembered there until the documents of
 * the registrations follow.
 *
 * @param number counts the decisions of the event, from 1; a document that has followed a decision
 *     ignores it and all earlier ones
 * @param kind what was decided
 * @param registration id of the registration; absent for {@link Kind#CANCEL_ALL}
 * @param place order of registering, with {@link Kind#CONFIRM} and {@link Kind#WAITLIST}; with
 *     {@link Kind#TAKE_OVER_SEAT} and {@link Kind#TAKE_OVER_WAITING} the one taken over, and a new
 *     one for the registration that gives it away
 * @param person id of the person, absent for {@link Kind#CANCEL_ALL}
 * @param municipality key of the municipality the person acts for, when there is one
 * @param request key and fingerprint of the request that registered, when it carried an idempotency
 *     key
 * @param minutes attended, with {@link Kind#ATTEND} and {@link Kind#TAKE_OVER_SEAT}
 * @param name of the person at the moment of attending, with {@link Kind#ATTEND}; for the proof of
 *     use, never for a message
 * @param at when it was decided; when taking over, when the one taken over was made
 */
public record Decision(
        long number,
        Kind kind,
        @Nullable String registration,
        @Nullable Long place,
        @Nullable String person,
        @Nullable String municipality,
        @Nullable String request,
        @Nullable Integer minutes,
        @Nullable String name,
        Instant at) {

    /** What can be decided. */
    public enum Kind {
        /** A new registration got a seat. */
        CONFIRM,
        /** A new registration waits for a seat. */
        WAITLIST,
        /** A waiting registration got a seat. */
        PROMOTE,
        /** A confirmed registration was cancelled, its seat is free. */
        CANCEL_CONFIRMED,
        /** A waiting registration was cancelled. */
        CANCEL_WAITING,
        /** The event was cancelled, and with it every live registration. */
        CANCEL_ALL,
        /** A person with a seat attended. */
        ATTEND,
        /** A person has the seat that they had under another id. */
        TAKE_OVER_SEAT,
        /** A person waits where they waited under another id. */
        TAKE_OVER_WAITING
    }
}
