package de.gemeinsamkommune.identity.session;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;

import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.erasure.PersonalTraces;
import de.gemeinsamkommune.identity.settings.RandomValue;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions in the store, under the fingerprint of their id: who reads the store cannot use
 * them. A session that was ended meanwhile is not brought back by a request that still runs.
 */
@Component
public final class Sessions implements SessionRepository<BrowserSession>, PersonalTraces {

    private final MongoCollection<Document> collection;
    private final Erasures erasures;
    private final Clock clock;

    Sessions(Messaging messaging, Erasures erasures, Clock clock) {
        this.collection = messaging.database().getCollection("sessions");
        this.erasures = erasures;
        this.clock = clock;
        collection.createIndex(Indexes.ascending("person"));
        collection.createIndex(Indexes.ascending("signIn"));
        collection.createIndex(Indexes.ascending("endsAt"));
    }

    @Override
    public BrowserSession createSession() {
        return new BrowserSession(RandomValue.fresh(), clock);
    }

    @Override
    public void save(BrowserSession session) {
        String storedId = session.storedId();
        SignedIn signedIn = session.signedIn();
        if (!session.changed()) {
            return;
        }
        if (storedId != null && (signedIn == null || !storedId.equals(session.getId()))) {
            boolean alive =
                    collection
                                    .deleteOne(eq("_id", RandomValue.fingerprint(storedId)))
                                    .getDeletedCount()
                            == 1;
            if (!alive || signedIn == null) {
                return;
            }
            insert(session, signedIn);
        } else if (storedId != null && signedIn != null) {
            collection.updateOne(
                    eq("_id", RandomValue.fingerprint(storedId)),
                    combine(
                            set("person", signedIn.person()),
                            set("signIn", signedIn.signIn()),
                            set("half", session.half()),
                            set("methods", signedIn.proof().methods()),
                            set("provedAt", signedIn.proof().at()),
                            set("lastAccessedAt", session.getLastAccessedTime()),
                            set("endsAt", session.endsAt())));
        } else if (signedIn != null) {
            insert(session, signedIn);
        }
        session.written();
    }

    @Override
    public @Nullable BrowserSession findById(String id) {
        Document stored = collection.find(eq("_id", RandomValue.fingerprint(id))).first();
        if (stored == null) {
            return null;
        }
        SignedIn signedIn =
                new SignedIn(
                        stored.getString("person"), stored.getString("signIn"), Proofs.of(stored));
        BrowserSession session =
                new BrowserSession(
                        id,
                        signedIn,
                        stored.getBoolean("half", false),
                        stored.getDate("createdAt").toInstant(),
                        stored.getDate("lastAccessedAt").toInstant(),
                        clock);
        return session.isExpired() ? null : session;
    }

    @Override
    public void deleteById(String id) {
        collection.deleteOne(eq("_id", RandomValue.fingerprint(id)));
    }

    /** Ends the session of one sign-in. */
    public void endSignIn(String signIn) {
        collection.deleteMany(eq("signIn", signIn));
    }

    @Override
    public void forget(String person) {
        collection.deleteMany(eq("person", person));
    }

    /**
     * A session as its person sees it.
     *
     * @param endsAt unless it is used again
     */
    public record Seen(Instant createdAt, Instant lastAccessedAt, Instant endsAt) {}

    /** {@return the person's sessions} */
    public List<Seen> about(String person) {
        return collection
                .find(eq("person", person))
                .map(
                        session ->
                                new Seen(
                                        session.getDate("createdAt").toInstant(),
                                        session.getDate("lastAccessedAt").toInstant(),
                                        session.getDate("endsAt").toInstant()))
                .into(new ArrayList<>());
    }

    /** Removes the sessions whose time is over. */
    public void expire() {
        collection.deleteMany(lte("endsAt", clock.instant()));
    }

    private void insert(BrowserSession session, SignedIn signedIn) {
        collection.insertOne(
                new Document("_id", RandomValue.fingerprint(session.getId()))
                        .append("person", signedIn.person())
                        .append("signIn", signedIn.signIn())
                        .append("half", session.half())
                        .append("methods", signedIn.proof().methods())
                        .append("provedAt", signedIn.proof().at())
                        .append("createdAt", session.getCreationTime())
                        .append("lastAccessedAt", session.getLastAccessedTime())
                        .append("endsAt", session.endsAt()));
        if (erasures.erased(signedIn.person())) {
            deleteById(session.getId());
        }
    }
}
