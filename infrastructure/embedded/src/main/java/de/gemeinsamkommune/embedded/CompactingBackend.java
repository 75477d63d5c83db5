package de.gemeinsamkommune.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;

import io.netty.channel.Channel;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The backend on one file, which it can write anew without the remains of deleted documents while
 * clients wait. H2's own compaction moves pages about and leaves deleted text in the gaps; its tool
 * copies whole pages, and the inner ones of a unique index go on naming keys that are deleted.
 */
final class CompactingBackend implements MongoBackend {

    /** So that a large store does not have to fit into memory. */
    private static final int COPIED_AT_ONCE = 5_000;

    private final Path file;

    /** Held by commands together, by compaction alone. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    private DurableBackend current;

    /** Opens the file, compacted, or makes it. */
    CompactingBackend(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            rewrite(file);
        }
        this.current = open();
    }

    private DurableBackend open() {
        MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
        store.setVersionsToKeep(0);
        store.setRetentionTime(0);
        return new DurableBackend(store);
    }

    /**
     * Writes the file anew. A kill meanwhile leaves the old file or the new one.
     *
     * @param evenWhileRead whether to go on although somebody has read a part of an answer, the
     *     rest of which is then lost to him, as to one who stayed away too long
     * @return whether it was done
     */
    boolean compact(boolean evenWhileRead) {
        lock.writeLock().lock();
        try {
            if (current.hasOpenCursors() && !evenWhileRead) {
                return false;
            }
            if (!current.getMvStore().isClosed()) {
                current.close();
            }
            rewrite(file);
            current = open();
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Copies every entry, and so nothing else, into a file that then takes the old one's place. */
    private static void rewrite(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".fresh");
        try {
            Files.deleteIfExists(fresh);
            try (MVStore from = new MVStore.Builder().fileName(file.toString()).readOnly().open();
                    MVStore to =
                            new MVStore.Builder()
                                    .fileName(fresh.toString())
                                    .compress()
                                    .autoCommitDisabled()
                                    .open()) {
                to.setVersionsToKeep(0);
                to.setRetentionTime(0);
                for (String map : from.getMapNames()) {
                    copy(from.openMap(map), to.openMap(map), to);
                }
                to.sync();
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("The store's file could not be written anew", failure);
        }
    }

    private static void copy(MVMap<Object, Object> from, MVMap<Object, Object> to, MVStore store) {
        int copied = 0;
        for (Map.Entry<Object, Object> entry : from.entrySet()) {
            to.put(entry.getKey(), entry.getValue());
            if (++copied % COPIED_AT_ONCE == 0) {
                store.commit();
            }
        }
        store.commit();
    }

    private <T> T with(Function<DurableBackend, T> work) {
        lock.readLock().lock();
        try {
            return work.apply(current);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void run(java.util.function.Consumer<DurableBackend> work) {
        with(
                backend -> {
                    work.accept(backend);
                    return true;
                });
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document query) {
        return with(backend -> backend.handleCommand(channel, database, command, query));
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return with(backend -> backend.handleMessage(message));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return with(backend -> backend.handleQuery(query));
    }

    @Override
    public void handleClose(Channel channel) {
        run(backend -> backend.handleClose(channel));
    }

    @Override
    public void dropDatabase(String database) {
        run(backend -> backend.dropDatabase(database));
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return with(backend -> backend.getCurrentOperations(query));
    }

    @Override
    public Document getServerStatus() {
        return with(DurableBackend::getServerStatus);
    }

    @Override
    public void closeCursors(List<Long> cursors) {
        run(backend -> backend.closeCursors(cursors));
    }

    @Override
    public Clock getClock() {
        return with(DurableBackend::getClock);
    }

    @Override
    public void enableOplog() {
        run(DurableBackend::enableOplog);
    }

    @Override
    public void disableOplog() {
        run(DurableBackend::disableOplog);
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return with(backend -> backend.resolveDatabase(database));
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        throw new UnsupportedOperationException("The version is the server's own");
    }

    @Override
    public void close() {
        run(DurableBackend::close);
    }
}
