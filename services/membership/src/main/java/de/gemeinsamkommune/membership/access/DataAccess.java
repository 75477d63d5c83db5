package de.gemeinsamkommune.membership.access;

import org.bson.codecs.pojo.annotations.BsonId;

import java.time.Instant;

/**
 * That somebody else fetched an export about a person.
 *
 * @param id random id
 * @param person whom it is about
 * @param by who fetched it, an administrator
 */
public record DataAccess(@BsonId String id, String person, String by, Instant at) {}
