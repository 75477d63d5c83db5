package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Says which instance of a service publishes. One document, renewed by compare-and-set; a rival
 * takes over after it saw no change for the lease's time on its own monotonic clock, so clocks need
 * not agree. It saves work and repeats; correctness never rests on it.
 */
final class Lease {

    private final MongoCollection<Document> leases;
    private final String id;
    private final String owner;
    private final Duration time;

    private volatile long heldUntil;
    private volatile boolean rivals;
    private long watchersSeen = -1;
    private String seen = "";
    private long seenSince;
    private boolean everHeld;

    /**
     * @param owner name of this instance; an instance that starts again under the same name takes
     *     its own lease back at once
     * @param time after which a rival may take over, such as 10 s
     */
    Lease(MongoCollection<Document> leases, String id, String owner, Duration time) {
        this.leases = leases;
        this.id = id;
        this.owner = owner;
        this.time = time;
        this.heldUntil = System.nanoTime() - 1;
    }

    /** {@return whether this instance may publish now} Ends by itself before a rival takes over. */
    boolean held() {
        return System.nanoTime() - heldUntil < 0;
    }

    /** {@return whether other instances watch this lease} They cannot kick this one's relay. */
    boolean rivals() {
        return rivals;
    }

    /**
     * Renews the lease, takes it when it is free, or watches its holder.
     *
     * @return true when this call took it over, so that left-overs must be swept
     */
    synchronized boolean renew() {
        long asked = System.nanoTime();
        Document lease = leases.find(eq("_id", id)).first();
        if (lease == null) {
            try {
                leases.insertOne(
                        new Document("_id", id)
                                .append("owner", owner)
                                .append("term", 1L)
                                .append("watchers", 0L));
                return hold(asked, 0);
            } catch (DuplicateKeyException | MongoWriteException rival) {
                return false;
            }
        }
        String holder = lease.getString("owner");
        long term = lease.getLong("term");
        if (holder.equals(owner) || holder.isEmpty() || abandoned(holder, term)) {
            Document taken =
                    leases.findOneAndUpdate(
                            and(eq("_id", id), eq("owner", holder), eq("term", term)),
                            Updates.combine(Updates.set("owner", owner), Updates.inc("term", 1L)),
                            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
            return taken != null && hold(asked, taken.getLong("watchers"));
        }
        everHeld = false;
        leases.updateOne(eq("_id", id), Updates.inc("watchers", 1L));
        return false;
    }

    /** Gives the lease back, so that a rival need not wait. */
    synchronized void release() {
        heldUntil = System.nanoTime() - 1;
        leases.updateOne(
                and(eq("_id", id), eq("owner", owner)),
                Updates.combine(Updates.set("owner", ""), Updates.inc("term", 1L)));
    }

    private boolean hold(long asked, long watchers) {
        boolean takenOver = !everHeld || !held();
        everHeld = true;
        // a fifth less than rivals wait
        heldUntil = asked + time.toNanos() * 4 / 5;
        rivals = watchersSeen >= 0 && watchers != watchersSeen;
        watchersSeen = watchers;
        return takenOver;
    }

    private boolean abandoned(String holder, @Nullable Long term) {
        String now = holder + "#" + term;
        if (!now.equals(seen)) {
            seen = now;
            seenSince = System.nanoTime();
            return false;
        }
        return System.nanoTime() - seenSince > time.toNanos();
    }
}
