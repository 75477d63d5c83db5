package de.gemeinsamkommune.advisory.reading;

import org.bson.codecs.pojo.annotations.BsonId;

import java.time.Instant;
import java.util.List;

/**
 * That somebody other than the asker was shown requests: ids only, no word of them.
 *
 * @param id random id
 * @param requests what was shown at once: one request, or those on one page of the list
 * @param reader id of the person who read; stays after that person's erasure, for nothing else
 *     leads to them then
 * @param role as what they were let in
 * @param extent how much of the requests was shown
 * @param at when
 */
public record Reading(
        @BsonId String id,
        List<String> requests,
        String reader,
        Role role,
        Extent extent,
        Instant at) {

    /** As what somebody may read the requests of others. */
    public enum Role {
        ADVISER,
        PROJECT_LEAD
    }

    /** How much was shown. */
    public enum Extent {
        /** The request with its conversation. */
        WHOLE,
        /** Its line in the list: topic, subject, status and people's ids. */
        OVERVIEW
    }
}
