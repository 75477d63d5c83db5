package de.gemeinsamkommune.newsletter.notification;

import org.jspecify.annotations.Nullable;

/**
 * Who asked for advice.
 *
 * @param position the last message taken in
 * @param person who asked; absent when the stream does not say
 */
public record AdvisoryAsker(Position position, @Nullable String person) {}
