package de.gemeinsamkommune.embedded;

import de.bwaldvogel.mongo.MongoServer;

import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A store that speaks the MongoDB wire protocol (mongo-java-server on one H2 file).
 *
 * <p>It keeps every acknowledged write over kill -9. It is a subset of MongoDB, for trying out,
 * testing and small networks: indexes other than unique ones do nothing, there are no transactions.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private final MongoServer server;
    private final MVStore store;
    private final InetSocketAddress address;

    private EmbeddedMongo(MongoServer server, MVStore store, InetSocketAddress address) {
        this.server = server;
        this.store = store;
        this.address = address;
    }

    /**
     * Opens or makes the store and serves it. Before it opens an existing file it rewrites it
     * without the remains of deleted documents.
     *
     * @param file the store's file; its folder is made when missing
     * @param port port on loopback, 0 for any free one
     * @throws IOException when the file is in use or cannot be written, or the port is taken
     */
    public static EmbeddedMongo start(Path file, int port) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        MVStore store = null;
        try {
            if (Files.exists(file)) {
                MVStoreTool.compact(file.toString(), true);
            }
            store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
            store.setVersionsToKeep(0);
            store.setRetentionTime(0);
            MongoServer server = new MongoServer(new DurableBackend(store));
            server.bind("127.0.0.1", port);
            return new EmbeddedMongo(server, store, server.getLocalAddress());
        } catch (MVStoreException failure) {
            throw new IOException("The store " + file + " cannot be opened: " + failure, failure);
        } catch (RuntimeException failure) {
            if (store != null) {
                store.closeImmediately();
            }
            throw new IOException("The store did not start: " + failure, failure);
        }
    }

    /** {@return the connection string without a database} */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    /** Stops serving and closes the file. */
    @Override
    public void close() {
        server.shutdownNow();
        if (!store.isClosed()) {
            store.close();
        }
    }
}
