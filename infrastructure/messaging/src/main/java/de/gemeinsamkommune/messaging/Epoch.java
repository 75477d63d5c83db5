package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;

import org.bson.Document;

import java.util.Objects;

/** Counts the restores of a service's store: sequences of different epochs do not compare. */
final class Epoch {

    private static final String ID = "epoch";

    private Epoch() {}

    /** {@return the epoch, 1 in a store that was never restored} */
    static long of(MongoDatabase database) {
        MongoCollection<Document> store = database.getCollection("store");
        Document epoch =
                store.findOneAndUpdate(
                        eq("_id", ID),
                        Updates.inc("restores", 0L),
                        new FindOneAndUpdateOptions()
                                .upsert(true)
                                .returnDocument(ReturnDocument.AFTER));
        return 1 + Objects.requireNonNull(epoch).getLong("restores");
    }
}
