package de.gemeinsamkommune.identity.signin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;

import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.erasure.PersonalTraces;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.RandomValue;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** The links that were sent and not yet used, under the fingerprint of their token. */
@Component
public final class SignInLinks implements PersonalTraces {

    private final MongoCollection<Document> collection;
    private final Erasures erasures;
    private final IdentitySettings settings;
    private final Clock clock;

    SignInLinks(Messaging messaging, Erasures erasures, IdentitySettings settings, Clock clock) {
        this.collection = messaging.database().getCollection("sign_in_links");
        this.erasures = erasures;
        this.settings = settings;
        this.clock = clock;
        collection.createIndex(Indexes.ascending("person"));
        collection.createIndex(Indexes.ascending("expiresAt"));
    }

    /**
     * {@return a new link for a person, empty when the person was erased}
     *
     * @param person id of the person, known to membership
     */
    public Optional<SignInLink> issue(String person, Purpose purpose) {
        String token = RandomValue.fresh();
        Instant expiresAt = clock.instant().plus(purpose.validity()).truncatedTo(ChronoUnit.MILLIS);
        String id = RandomValue.fingerprint(token);
        collection.insertOne(
                new Document("_id", id)
                        .append("person", person)
                        .append("purpose", purpose.name())
                        .append("expiresAt", expiresAt));
        if (erasures.erased(person)) {
            collection.deleteOne(eq("_id", id));
            return Optional.empty();
        }
        return Optional.of(
                new SignInLink(settings.address("/identity/link?token=" + token), expiresAt));
    }

    /** {@return whether a token would sign somebody in now; changes nothing} */
    boolean works(String token) {
        return owner(token).isPresent();
    }

    /** {@return whom a token would sign in now; changes nothing} */
    Optional<String> owner(String token) {
        return Optional.ofNullable(collection.find(working(token)).first())
                .map(found -> found.getString("person"));
    }

    /**
     * Uses a token up. One conditional update, so of many who try at once one gets the person.
     *
     * @return id of the person, empty when the token is unknown, used or too old, or the person was
     *     erased
     */
    Optional<String> redeem(String token) {
        Document link = collection.findOneAndUpdate(working(token), set("usedAt", clock.instant()));
        return Optional.ofNullable(link)
                .map(found -> found.getString("person"))
                .filter(person -> !erasures.erased(person));
    }

    @Override
    public void forget(String person) {
        collection.deleteMany(eq("person", person));
    }

    /** A link as its person sees it. */
    public record Seen(String purpose, Instant expiresAt, @Nullable Instant usedAt) {}

    /** {@return the person's links, used or not} */
    public List<Seen> about(String person) {
        return collection.find(eq("person", person)).map(SignInLinks::seen).into(new ArrayList<>());
    }

    private static Seen seen(Document link) {
        Date usedAt = link.getDate("usedAt");
        return new Seen(
                link.getString("purpose"),
                link.getDate("expiresAt").toInstant(),
                usedAt == null ? null : usedAt.toInstant());
    }

    /** Removes the links whose time is over, used or not. */
    public void expire() {
        collection.deleteMany(lte("expiresAt", clock.instant()));
    }

    private Bson working(String token) {
        return and(
                eq("_id", RandomValue.fingerprint(token)),
                exists("usedAt", false),
                gt("expiresAt", clock.instant()));
    }
}
