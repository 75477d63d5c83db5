package de.gemeinsamkommune.events.attendance;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Proof of use: that a person attended an event. It is under a hold and outlives the erasure of the
 * person.
 *
 * @param id id of the registration
 * @param event id of the event
 * @param person id of the person
 * @param name of the person at the moment of recording
 * @param municipality key of the municipality the person acted for, when there was one
 * @param minutes attended
 * @param recordedAt when it was recorded
 * @param mergedInto id of the proof that counts in its place, since the person was known twice
 */
public record AttendanceProof(
        @BsonId String id,
        String event,
        String person,
        String name,
        @Nullable String municipality,
        int minutes,
        Instant recordedAt,
        @Nullable String mergedInto) {}
