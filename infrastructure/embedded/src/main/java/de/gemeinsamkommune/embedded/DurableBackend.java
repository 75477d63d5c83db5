package de.gemeinsamkommune.embedded;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;

import io.netty.channel.Channel;

import org.h2.mvstore.MVStore;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Commits to the file before a write is acknowledged or read by anybody; one commit serves all who
 * wait.
 *
 * <p>The stock backend commits about once a second and so loses acknowledged writes on kill -9. It
 * also does not know {@code hello}, which drivers and health checks ask.
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> WRITES =
            Set.of(
                    "insert",
                    "update",
                    "delete",
                    "findandmodify",
                    "createindexes",
                    "dropindexes",
                    "create",
                    "drop",
                    "dropdatabase",
                    "aggregate",
                    "renamecollection");

    /**
     * Writes change documents in place, and answers hold the very same documents until they are
     * encoded: so an answer is copied while no write can touch it.
     */
    private final ReadWriteLock documentsLock = new ReentrantReadWriteLock();

    /** Held by writes together, by a commit alone, so that no write is committed by half. */
    private final ReadWriteLock storeLock = new ReentrantReadWriteLock(true);

    private final Lock commitLock = new ReentrantLock();
    private final AtomicLong writes = new AtomicLong();
    private volatile long committed;

    DurableBackend(MVStore store) {
        super(store);
    }

    /** {@return whether part of an answer waits to be fetched} */
    boolean hasOpenCursors() {
        return getCursorRegistry().size() > 0;
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (name.equals("hello")) {
            Document answer = super.handleCommand(channel, database, "ismaster", query);
            answer.put("isWritablePrimary", true);
            return answer;
        }
        if (!WRITES.contains(name)) {
            Document answer;
            long seen;
            documentsLock.readLock().lock();
            try {
                answer = super.handleCommand(channel, database, command, query).cloneDeeply();
                seen = writes.get();
            } finally {
                documentsLock.readLock().unlock();
            }
            // nobody may act on what a kill could still undo
            commitUpTo(seen);
            return answer;
        }
        Document answer;
        long mine;
        storeLock.readLock().lock();
        try {
            documentsLock.writeLock().lock();
            try {
                answer = super.handleCommand(channel, database, command, query).cloneDeeply();
                mine = writes.incrementAndGet();
            } finally {
                documentsLock.writeLock().unlock();
            }
        } finally {
            storeLock.readLock().unlock();
        }
        commitUpTo(mine);
        return answer;
    }

    private void commitUpTo(long mine) {
        if (committed >= mine) {
            return;
        }
        commitLock.lock();
        try {
            if (committed >= mine) {
                return;
            }
            storeLock.writeLock().lock();
            try {
                long all = writes.get();
                getMvStore().commit();
                committed = all;
            } finally {
                storeLock.writeLock().unlock();
            }
        } finally {
            commitLock.unlock();
        }
    }
}
