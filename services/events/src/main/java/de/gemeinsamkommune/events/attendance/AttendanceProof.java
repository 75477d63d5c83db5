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
 */
public record AttendanceProof(
        @BsonId String id,
        String event,
        String person,
        String name,
        @Nullable String municipality,
        int minutes,
        Instant recordedAt) {}
