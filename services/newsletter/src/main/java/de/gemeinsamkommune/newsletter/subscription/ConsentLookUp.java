package de.gemeinsamkommune.newsletter.subscription;

import org.bson.codecs.pojo.annotations.BsonId;

import java.time.Instant;
import java.util.List;

/**
 * That somebody of the network looked up consents.
 *
 * @param id random id
 * @param subscriptions ids of those that were shown; none when nothing was found
 * @param by id of who looked
 * @param role as what they were let in
 */
public record ConsentLookUp(
        @BsonId String id, List<String> subscriptions, String by, String role, Instant at) {}
