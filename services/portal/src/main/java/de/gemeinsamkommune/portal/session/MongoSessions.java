package de.gemeinsamkommune.portal.session;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.session.SessionRepository;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions as documents, so that any instance serves any request and a restart signs nobody out.
 * Only changed attributes are written; a session that was ended meanwhile is never brought back.
 */
final class MongoSessions implements SessionRepository<PortalSession> {
    /** The time of the last access may be this much behind, which saves a write per request. */
    private static final Duration ACCESS_PRECISION = Duration.ofMinutes(1);

    /** How long a session without a person lasts: long enough to fill in a form. */
    static final Duration ANONYMOUS = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(MongoSessions.class);

    private final MongoCollection<Document> sessions;
    private final Sealing sealing;
    private final Clock clock;

    MongoSessions(MongoCollection<Document> sessions, Sealing sealing, Clock clock) {
        this.sessions = sessions;
        this.sealing = sealing;
        this.clock = clock;
        sessions.createIndex(Indexes.ascending("expiresAt"));
    }

    @Override
    public PortalSession createSession() {
        return PortalSession.created(clock, ANONYMOUS);
    }

    @Override
    public void save(PortalSession session) {
        if (session.unchangedFor(ACCESS_PRECISION)) {
            return;
        }
        String storedId = session.storedId();
        if (storedId == null) {
            sessions.insertOne(whole(session));
        } else if (!storedId.equals(session.getId())) {
            // the id changes at sign-in; only who removes the old one may bring in the new one
            if (sessions.deleteOne(eq("_id", SessionIds.key(storedId))).getDeletedCount() == 1) {
                sessions.insertOne(whole(session));
            }
        } else {
            List<Bson> updates = new ArrayList<>();
            updates.add(Updates.set("accessedAt", Date.from(session.getLastAccessedTime())));
            updates.add(Updates.set("maxInactive", session.getMaxInactiveInterval().toSeconds()));
            updates.add(Updates.set("expiresAt", Date.from(session.expiresAt())));
            for (String name : session.changed()) {
                Object value = session.attributes().get(name);
                String field = "attributes." + field(name);
                updates.add(
                        value == null
                                ? Updates.unset(field)
                                : Updates.set(field, new Binary(sealing.seal(value))));
            }
            sessions.updateOne(eq("_id", SessionIds.key(storedId)), Updates.combine(updates));
        }
        session.saved();
    }

    @Override
    public @Nullable PortalSession findById(String id) {
        Document found = sessions.find(eq("_id", SessionIds.key(id))).first();
        if (found == null || !instant(found, "expiresAt").isAfter(clock.instant())) {
            return null;
        }
        Map<String, Object> attributes = new HashMap<>();
        try {
            for (Map.Entry<String, Object> entry :
                    found.get("attributes", new Document()).entrySet()) {
                attributes.put(
                        name(entry.getKey()), sealing.open(((Binary) entry.getValue()).getData()));
            }
        } catch (Sealing.Unreadable e) {
            log.warn("A session cannot be read and is ended", e);
            deleteById(id);
            return null;
        }
        return PortalSession.stored(
                clock,
                id,
                instant(found, "createdAt"),
                instant(found, "accessedAt"),
                Duration.ofSeconds(found.get("maxInactive", Number.class).longValue()),
                attributes);
    }

    @Override
    public void deleteById(String id) {
        sessions.deleteOne(eq("_id", SessionIds.key(id)));
    }

    /** Removes what has expired. */
    long removeExpired() {
        return sessions.deleteMany(lt("expiresAt", Date.from(clock.instant()))).getDeletedCount();
    }

    /** A session as its person sees it. */
    record Seen(Instant createdAt, Instant accessedAt, Instant expiresAt) {}

    /**
     * The sessions that belong to tokens. What a session holds is sealed, so each has to be opened.
     *
     * @param keys of documents of tokens
     */
    List<Seen> withTokens(Set<String> keys) {
        return documentsWith(keys).stream()
                .map(
                        session ->
                                new Seen(
                                        instant(session, "createdAt"),
                                        instant(session, "accessedAt"),
                                        instant(session, "expiresAt")))
                .toList();
    }

    /** Ends the sessions that belong to tokens; see {@link #withTokens}. */
    void endWithTokens(Set<String> keys) {
        documentsWith(keys)
                .forEach(session -> sessions.deleteOne(eq("_id", session.getString("_id"))));
    }

    private List<Document> documentsWith(Set<String> keys) {
        List<Document> found = new ArrayList<>();
        if (keys.isEmpty()) {
            return found;
        }
        for (Document session : sessions.find()) {
            Document attributes = session.get("attributes", Document.class);
            Binary sealed =
                    attributes == null
                            ? null
                            : attributes.get(field(MongoAuthorizedClients.TOKENS), Binary.class);
            if (sealed != null && opens(sealed, keys)) {
                found.add(session);
            }
        }
        return found;
    }

    private boolean opens(Binary sealed, Set<String> keys) {
        try {
            return sealing.open(sealed.getData()) instanceof String tokens
                    && keys.contains(SessionIds.key(tokens));
        } catch (Sealing.Unreadable e) {
            // by an earlier secret: nobody can use the session any more
            return false;
        }
    }

    private Document whole(PortalSession session) {
        Document attributes = new Document();
        session.attributes()
                .forEach(
                        (name, value) ->
                                attributes.append(field(name), new Binary(sealing.seal(value))));
        return new Document("_id", SessionIds.key(session.getId()))
                .append("createdAt", Date.from(session.getCreationTime()))
                .append("accessedAt", Date.from(session.getLastAccessedTime()))
                .append("maxInactive", session.getMaxInactiveInterval().toSeconds())
                .append("expiresAt", Date.from(session.expiresAt()))
                .append("attributes", attributes);
    }

    private static Instant instant(Document document, String field) {
        return document.getDate(field).toInstant();
    }

    // names of attributes have dots in them, field names of documents must not
    private static String field(String attribute) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(attribute.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(String field) {
        return new String(Base64.getUrlDecoder().decode(field), StandardCharsets.UTF_8);
    }
}
