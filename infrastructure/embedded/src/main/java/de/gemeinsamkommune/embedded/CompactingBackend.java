package de.gemeinsamkommune.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;

import io.netty.channel.Channel;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The backend on one file, which it can write anew without the remains of deleted documents while
 * clients wait. H2's own compaction moves pages about and leaves deleted text in the gaps.
 */
final class CompactingBackend implements MongoBackend {

    private final Path file;

    /** Held by commands together, by compaction alone. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    private DurableBackend current;

    /** Opens the file, compacted, or makes it. */
    CompactingBackend(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            MVStoreTool.compact(file.toString(), true);
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
            MVStoreTool.compact(file.toString(), true);
            current = open();
            return true;
        } finally {
            lock.writeLock().unlock();
        }
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
