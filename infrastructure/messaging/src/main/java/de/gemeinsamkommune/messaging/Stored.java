package de.gemeinsamkommune.messaging;

/**
 * An aggregate as it was read or written.
 *
 * @param id id of the aggregate
 * @param version counts its changes, from 1; the ETag
 * @param sequence of the last message, 0 when there was none
 * @param state the state
 * @param pending how many messages are not yet published
 * @param pendingBytes their size in characters of JSON
 */
public record Stored<S extends Record>(
        String id, long version, long sequence, S state, int pending, int pendingBytes) {}
