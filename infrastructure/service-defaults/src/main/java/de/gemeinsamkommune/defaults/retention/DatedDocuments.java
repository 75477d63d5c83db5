package de.gemeinsamkommune.defaults.retention;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** A rule about documents that carry the moment from which their period runs. */
public abstract class DatedDocuments implements RetentionRule {

    private final String code;
    private final MongoCollection<BsonDocument> documents;
    private final String began;
    private final Bson which;

    /**
     * A rule about some documents of a collection.
     *
     * @param code of the rule
     * @param documents the collection; its ids are strings
     * @param began path of the moment from which the period runs
     * @param which the documents meant, when they are old enough
     */
    protected DatedDocuments(String code, MongoCollection<?> documents, String began, Bson which) {
        this.code = code;
        this.documents = documents.withDocumentClass(BsonDocument.class);
        this.began = began;
        this.which = which;
    }

    @Override
    public final String code() {
        return code;
    }

    @Override
    public final long count(Instant before, Collection<String> except) {
        return documents.countDocuments(due(before, except));
    }

    @Override
    public final List<String> due(Instant before, Collection<String> except, int limit) {
        return documents
                .find(due(before, except))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending(began, "_id"))
                .limit(limit)
                .map(document -> document.getString("_id").getValue())
                .into(new ArrayList<>());
    }

    @Override
    public final @Nullable Instant next(Instant from) {
        BsonDocument first =
                documents
                        .find(and(which, gte(began, from)))
                        .projection(Projections.include(began))
                        .sort(Sorts.ascending(began))
                        .first();
        if (first == null) {
            return null;
        }
        BsonValue value = first;
        for (String name : began.split("\\.")) {
            value = Objects.requireNonNull(value.asDocument().get(name));
        }
        return Instant.ofEpochMilli(value.asDateTime().getValue());
    }

    /** Deletes a document if it is still due, and tells whether it was. */
    protected final boolean delete(String id, Instant before) {
        return documents.deleteOne(and(eq("_id", id), which, lt(began, before))).getDeletedCount()
                == 1;
    }

    private Bson due(Instant before, Collection<String> except) {
        Bson old = and(which, lt(began, before));
        return except.isEmpty() ? old : and(old, nin("_id", except));
    }
}
