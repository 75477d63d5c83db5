package de.gemeinsamkommune.portal.session;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;

/**
 * The tokens of each session as a document of their own: read anew for every request, because
 * another instance may have refreshed them, and apart from the session, so that a slow request
 * cannot put old tokens back.
 */
final class MongoAuthorizedClients implements OAuth2AuthorizedClientRepository {
    /** The session knows its tokens by this; its own id changes in the midst of signing in. */
    static final String TOKENS = "portal.tokens";

    private static final Logger log = LoggerFactory.getLogger(MongoAuthorizedClients.class);

    private final MongoCollection<Document> clients;
    private final Sealing sealing;
    private final Clock clock;
    private final Duration lifetime;

    MongoAuthorizedClients(
            MongoCollection<Document> clients, Sealing sealing, Clock clock, Duration lifetime) {
        this.clients = clients;
        this.sealing = sealing;
        this.clock = clock;
        this.lifetime = lifetime;
        clients.createIndex(Indexes.ascending("expiresAt"));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // Spring: null when there is none
    public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request) {
        String key = key(request);
        Document found = key == null ? null : clients.find(eq("_id", key)).first();
        if (found == null || !principal.getName().equals(found.getString("person"))) {
            return null;
        }
        try {
            return (T) sealing.open(found.get("client", Binary.class).getData());
        } catch (Sealing.Unreadable e) {
            log.warn("Tokens cannot be read and are dropped", e);
            clients.deleteOne(eq("_id", key));
            return null;
        }
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication principal,
            HttpServletRequest request,
            HttpServletResponse response) {
        HttpSession session = request.getSession(true);
        String id = (String) session.getAttribute(TOKENS);
        if (id == null) {
            id = SessionIds.create();
            session.setAttribute(TOKENS, id);
        }
        clients.replaceOne(
                eq("_id", SessionIds.key(id)),
                new Document("_id", SessionIds.key(id))
                        .append("person", principal.getName())
                        .append("client", new Binary(sealing.seal(client)))
                        .append("expiresAt", Date.from(clock.instant().plus(lifetime))),
                new ReplaceOptions().upsert(true));
    }

    @Override
    public void removeAuthorizedClient(
            String registration,
            Authentication principal,
            HttpServletRequest request,
            HttpServletResponse response) {
        String key = key(request);
        if (key != null) {
            clients.deleteOne(eq("_id", key));
        }
    }

    /** The keys of the tokens of a person's sessions. */
    Set<String> keysOf(String person) {
        return clients.find(eq("person", person))
                .map(found -> found.getString("_id"))
                .into(new HashSet<>());
    }

    /** Removes the tokens of a person's sessions. */
    void forget(String person) {
        clients.deleteMany(eq("person", person));
    }

    /** Removes what belongs to sessions that must have ended. */
    long removeExpired() {
        return clients.deleteMany(lt("expiresAt", Date.from(clock.instant()))).getDeletedCount();
    }

    private static @Nullable String key(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String id = session == null ? null : (String) session.getAttribute(TOKENS);
        return id == null ? null : SessionIds.key(id);
    }
}
