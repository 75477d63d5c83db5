package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoCollection;

import org.bson.BsonDocumentReader;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.conversions.Bson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the documents of a {@link Projection}. */
public final class ProjectionView<S extends Record> {

    private final MongoCollection<Document> documents;
    private final Codec<S> codec;

    ProjectionView(MongoCollection<Document> documents, Class<S> type) {
        this.documents = documents;
        this.codec = documents.getCodecRegistry().get(type);
    }

    /** {@return the state for an aggregate, empty when no message of it came yet or it has none} */
    public Optional<S> find(String subject) {
        return Optional.ofNullable(documents.find(and(eq("_id", subject), exists("state"))).first())
                .map(this::read);
    }

    /**
     * Reads states.
     *
     * @param filter on fields below {@code state.}
     * @param sort order
     * @param limit at most this many, from 1
     */
    public List<S> find(Bson filter, Bson sort, int limit) {
        return documents
                .find(and(exists("state"), filter))
                .sort(sort)
                .limit(limit)
                .map(this::read)
                .into(new ArrayList<>());
    }

    S read(Document document) {
        return codec.decode(
                new BsonDocumentReader(
                        document.get("state", Document.class)
                                .toBsonDocument(Document.class, documents.getCodecRegistry())),
                DecoderContext.builder().build());
    }
}
