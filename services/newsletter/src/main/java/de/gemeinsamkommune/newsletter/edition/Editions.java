package de.gemeinsamkommune.newsletter.edition;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.edition.Edition.Status;

import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The editions as they are stored, and how they are found. */
@Component
class Editions {

    private static final String CREATED_AT = "state.createdAt";
    private static final int BATCH = 100;

    private final AggregateStore<Edition> store;

    Editions(Messaging messaging) {
        this.store = messaging.aggregates("editions", Edition.class, "newsletter.edition");
        store.collection().createIndex(Indexes.descending(CREATED_AT, "_id"));
        store.collection().createIndex(Indexes.ascending("state.status"));
    }

    AggregateStore<Edition> store() {
        return store;
    }

    Optional<Stored<Edition>> find(String id) {
        return store.find(id);
    }

    /** Editions on their way, oldest first. */
    List<Stored<Edition>> released() {
        return store.find(
                eq("state.status", Status.RELEASED.name()), Sorts.ascending(CREATED_AT), BATCH);
    }

    /** A page of all editions, newest first. */
    List<Stored<Edition>> page(PageQuery query) {
        Cursor cursor = query.cursor();
        return store.find(
                cursor == null ? Filters.empty() : behind(cursor),
                Sorts.descending(CREATED_AT, "_id"),
                query.limit());
    }

    static Cursor cursor(Stored<Edition> edition) {
        return Cursor.after(
                Long.toString(edition.state().createdAt().toEpochMilli()), edition.id());
    }

    private static Bson behind(Cursor cursor) {
        if (cursor.keys().size() != 2) {
            throw Cursor.malformed();
        }
        try {
            Instant createdAt = Instant.ofEpochMilli(Long.parseLong(cursor.key(0)));
            return or(
                    lt(CREATED_AT, createdAt),
                    and(eq(CREATED_AT, createdAt), lt("_id", cursor.key(1))));
        } catch (NumberFormatException | DateTimeException e) {
            throw Cursor.malformed();
        }
    }
}
