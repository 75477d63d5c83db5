package de.gemeinsamkommune.messaging;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;

import org.bson.Document;

import java.util.List;

/** The owner's full history of its published messages, from which any topic can be written anew. */
final class Journal {

    private final MongoCollection<Document> entries;

    Journal(MongoCollection<Document> entries) {
        this.entries = entries;
    }

    /** Keeps published messages; those that stand in it already are passed over. */
    void keep(List<Document> published, String topic, String subject) {
        List<Document> all =
                published.stream()
                        .map(message -> PendingMessage.journalEntry(message, topic, subject))
                        .toList();
        try {
            entries.insertMany(all, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException failure) {
            boolean onlyRepeats =
                    failure.getWriteConcernError() == null
                            && failure.getWriteErrors().stream()
                                    .allMatch(
                                            error ->
                                                    error.getCategory()
                                                            == ErrorCategory.DUPLICATE_KEY);
            if (!onlyRepeats) {
                throw failure;
            }
        }
    }
}
