package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;

import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.EncoderContext;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Applies messages to a projection: effect and position in one conditional update. */
final class ProjectionHandler<S extends Record> implements Handler {

    private final Projection<S> projection;
    private final MongoCollection<Document> documents;
    private final Codec<S> codec;
    private final ProjectionView<S> view;

    ProjectionHandler(Projection<S> projection, MongoCollection<Document> documents) {
        this.projection = projection;
        this.documents = documents;
        this.codec = documents.getCodecRegistry().get(projection.type());
        this.view = new ProjectionView<>(documents, projection.type());
    }

    @Override
    public Outcome handle(Message message) {
        while (true) {
            Document before = documents.find(eq("_id", message.subject())).first();
            long epoch = before == null ? message.epoch() : before.getLong("epoch");
            long sequence = before == null ? 0 : before.getLong("sequence");
            boolean restored = message.epoch() > epoch;
            if (message.epoch() < epoch || (!restored && message.sequence() <= sequence)) {
                return Outcome.REPEATED;
            }
            if (!restored && message.sequence() != sequence + 1) {
                throw new SequenceGap("expected " + (sequence + 1) + ", not " + message.sequence());
            }
            S state = before == null || !before.containsKey("state") ? null : view.read(before);
            if (store(message, before, projection.apply(state, message))) {
                return Outcome.APPLIED;
            }
        }
    }

    private boolean store(Message message, @Nullable Document before, @Nullable S state) {
        if (before == null) {
            Document first =
                    new Document("_id", message.subject())
                            .append("epoch", message.epoch())
                            .append("sequence", message.sequence());
            if (state != null) {
                first.append("state", write(state));
            }
            try {
                documents.insertOne(first);
                return true;
            } catch (MongoWriteException refused) {
                if (ErrorCategory.fromErrorCode(refused.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                    return false;
                }
                throw refused;
            }
        }
        Bson change = state == null ? Updates.unset("state") : Updates.set("state", write(state));
        return documents
                        .updateOne(
                                and(
                                        eq("_id", message.subject()),
                                        eq("epoch", before.getLong("epoch")),
                                        eq("sequence", before.getLong("sequence"))),
                                Updates.combine(
                                        change,
                                        Updates.set("epoch", message.epoch()),
                                        Updates.set("sequence", message.sequence())))
                        .getMatchedCount()
                == 1;
    }

    private BsonDocument write(S state) {
        BsonDocument bson = new BsonDocument();
        codec.encode(new BsonDocumentWriter(bson), state, EncoderContext.builder().build());
        return bson;
    }
}
