package de.gemeinsamkommune.events.erasure;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * That a person was erased; the bare id is kept so that nothing is done in their name any more.
 *
 * @param person id of the person
 * @param begunAt when this service learned of it
 * @param confirmedAt when everything was removed that had to be; absent until then
 */
public record Erasure(String person, Instant begunAt, @Nullable Instant confirmedAt) {}
