package de.gemeinsamkommune.membership.duplicate;

import org.bson.codecs.pojo.annotations.BsonId;

import java.time.Instant;
import java.util.List;

/**
 * That two people are not the same, although it looks like it.
 *
 * @param id both ids, the lesser first
 * @param people both ids
 * @param by id of the person who said so
 * @param at when
 */
public record Distinction(@BsonId String id, List<String> people, String by, Instant at) {}
