package de.gemeinsamkommune.membership.access;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;

import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets so many exports about one person be made within an hour of the first, for all instances
 * together: each keeps every service busy and lies on the disk for a while.
 */
@Component
class ExportLimit {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final MongoCollection<ExportWindow> windows;
    private final AccessSettings settings;
    private final Clock clock;

    ExportLimit(Messaging messaging, AccessSettings settings, Clock clock) {
        this.windows = messaging.database().getCollection("export_windows", ExportWindow.class);
        this.settings = settings;
        this.clock = clock;
        windows.createIndex(Indexes.ascending("endsAt"));
    }

    /**
     * Counts an export that is about to be made.
     *
     * @throws ExportTooOften when there were too many
     */
    void count(String person) {
        Instant now = clock.instant();
        // also those of others, so that none stays for long after its hour
        windows.deleteMany(lte("endsAt", now));
        ExportWindow window = countIn(person, now.plus(WINDOW));
        if (window.count() > settings.perHour()) {
            throw new ExportTooOften(Duration.between(now, window.endsAt()));
        }
    }

    /** Does not count an export that came to nothing. */
    void giveBack(String person) {
        windows.updateOne(eq("_id", person), inc("count", -1));
    }

    void forget(String person) {
        windows.deleteOne(eq("_id", person));
    }

    private ExportWindow countIn(String person, Instant end) {
        try {
            return upsert(person, end);
        } catch (MongoWriteException | MongoCommandException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            // two first exports at once: the other one has inserted
            return upsert(person, end);
        }
    }

    private ExportWindow upsert(String person, Instant end) {
        ExportWindow window =
                windows.findOneAndUpdate(
                        eq("_id", person),
                        combine(inc("count", 1), setOnInsert("endsAt", end)),
                        new FindOneAndUpdateOptions()
                                .upsert(true)
                                .returnDocument(ReturnDocument.AFTER));
        if (window == null) {
            throw new MongoException("An upsert returned nothing");
        }
        return window;
    }
}
