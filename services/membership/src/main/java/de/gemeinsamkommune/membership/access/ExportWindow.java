package de.gemeinsamkommune.membership.access;

import org.bson.codecs.pojo.annotations.BsonId;

import java.time.Instant;

/**
 * How many exports about one person were made within the hour of the first.
 *
 * <p>Public only because the store's codec reads its components.
 *
 * @param person id of the person
 * @param endsAt when the hour ends
 */
public record ExportWindow(@BsonId String person, int count, Instant endsAt) {}
