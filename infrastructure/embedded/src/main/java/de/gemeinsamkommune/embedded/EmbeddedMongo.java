package de.gemeinsamkommune.embedded;

import de.bwaldvogel.mongo.MongoServer;

import org.h2.mvstore.MVStoreException;

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
    private final CompactingBackend backend;
    private final InetSocketAddress address;

    private EmbeddedMongo(
            MongoServer server, CompactingBackend backend, InetSocketAddress address) {
        this.server = server;
        this.backend = backend;
        this.address = address;
    }

    /**
     * Opens or makes the store and serves it. Before it opens an existing file it {@linkplain
     * #compact compacts} it.
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
        CompactingBackend backend = null;
        try {
            backend = new CompactingBackend(file);
            MongoServer server = new MongoServer(backend);
            server.bind("127.0.0.1", port);
            return new EmbeddedMongo(server, backend, server.getLocalAddress());
        } catch (MVStoreException failure) {
            throw new IOException("The store " + file + " cannot be opened: " + failure, failure);
        } catch (RuntimeException failure) {
            if (backend != null) {
                backend.close();
            }
            throw new IOException("The store did not start: " + failure, failure);
        }
    }

    /**
     * Rewrites the file without the remains of deleted and changed documents, while clients wait.
     *
     * @param evenWhileRead whether to go on although a client has an answer half read, the rest of
     *     which it then cannot fetch
     * @return false when nothing was done because of such a client; to be tried again
     */
    public boolean compact(boolean evenWhileRead) {
        return backend.compact(evenWhileRead);
    }

    /** {@return the connection string without a database} */
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    /** Stops serving and closes the file. */
    @Override
    public void close() {
        // closes the backend too
        server.shutdownNow();
    }
}
