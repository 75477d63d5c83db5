package de.gemeinsamkommune.events.merge;

import org.bson.codecs.pojo.annotations.BsonId;

import java.time.Instant;

/**
 * That a person is known under another id.
 *
 * @param person the id that is no longer used
 * @param into the one that is used in its place
 * @param since when this service learned of it
 */
public record MergedPerson(@BsonId String person, String into, Instant since) {}
