package de.gemeinsamkommune.standalone;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * The folder that keeps everything the network knows; one process has it at a time.
 *
 * <p>The lock is the operating system's, so it ends with the process however that ends.
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String KIND = "kind";
    private static final String FORMAT = "format";

    /** Counts the changes after which documents of before cannot be read any more. */
    private static final String CURRENT_FORMAT = "2";

    private static final String DEMO = "demo";
    private static final String REAL = "real";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder when it is missing and takes it for this process.
     *
     * @throws CannotStart when it cannot be written or another process has it
     */
    static DataFolder open(Path path) {
        Path folder = make(path);
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                String holder = Files.readString(folder.resolve(LOCK), StandardCharsets.UTF_8);
                close(channel);
                throw new CannotStart(
                        "The data in "
                                + folder
                                + " are in use by process "
                                + holder.strip()
                                + ": end it first, or choose another folder with --data.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            (ProcessHandle.current().pid() + "\n")
                                    .getBytes(StandardCharsets.UTF_8)));
            Files.createDirectories(folder.resolve("logs"));
            return new DataFolder(folder, channel);
        } catch (IOException failure) {
            close(channel);
            throw notWritable(folder, failure);
        }
    }

    /**
     * Makes the folder when it is missing, for its owner only.
     *
     * @return its absolute path
     * @throws CannotStart when it cannot be made
     */
    static Path make(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, onlyOwner("rwx------"));
            }
            return folder;
        } catch (IOException failure) {
            throw notWritable(folder, failure);
        }
    }

    private static CannotStart notWritable(Path folder, IOException failure) {
        return new CannotStart(
                "The folder "
                        + folder
                        + " cannot be written: choose another one with --data ("
                        + failure
                        + ").",
                failure);
    }

    /**
     * Moves an existing folder aside.
     *
     * @param now local time that becomes part of the new name
     * @return the new name, null when there was nothing to move
     * @throws CannotStart when another process has the folder or it cannot be moved
     */
    static @Nullable Path moveAside(Path path, LocalDateTime now) {
        Path folder = path.toAbsolutePath().normalize();
        if (!Files.exists(folder)) {
            return null;
        }
        String date = now.format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
        Path aside = folder.resolveSibling(folder.getFileName() + "-" + date);
        try (DataFolder held = open(folder)) {
            return Files.move(held.path, aside);
        } catch (IOException failure) {
            throw new CannotStart(
                    "The data in "
                            + folder
                            + " cannot be moved to "
                            + aside
                            + " ("
                            + failure
                            + ").",
                    failure);
        }
    }

    Path path() {
        return path;
    }

    Path broker() {
        return path.resolve("broker");
    }

    Path store() {
        return path.resolve("store").resolve("store.mv");
    }

    Path logs() {
        return path.resolve("logs");
    }

    /**
     * Refuses data that another version wrote and this one would misread; a new folder gets the
     * mark of this version.
     *
     * @throws CannotStart when the data are of another version
     */
    void requireReadable() {
        Path file = path.resolve(FORMAT);
        try {
            if (!Files.exists(file) && !Files.exists(store())) {
                write(file, CURRENT_FORMAT + "\n");
            }
            if (!Files.exists(file)
                    || !Files.readString(file, StandardCharsets.UTF_8)
                            .strip()
                            .equals(CURRENT_FORMAT)) {
                throw new CannotStart(
                        "The data in "
                                + path
                                + " were written by another version: start with --fresh, which"
                                + " moves them aside, or choose another folder with --data.");
            }
        } catch (IOException failure) {
            throw new CannotStart("The folder " + path + " cannot be used.", failure);
        }
    }

    /**
     * Decides once and for all whether these data are demo data.
     *
     * @param wanted whether demo data are wanted; a folder begun without them stays without
     * @return whether demo data are in the folder
     * @throws CannotStart when they are in it and are not wanted
     */
    boolean demo(boolean wanted) {
        try {
            Path file = path.resolve(KIND);
            if (!Files.exists(file)) {
                write(file, (wanted ? DEMO : REAL) + "\n");
            }
            boolean demo = Files.readString(file, StandardCharsets.UTF_8).strip().equals(DEMO);
            if (demo && !wanted) {
                throw new CannotStart(
                        "The data in "
                                + path
                                + " are demo data: start without --no-demo, or with --fresh, or"
                                + " choose another folder with --data.");
            }
            return demo;
        } catch (IOException failure) {
            throw new CannotStart("The folder " + path + " cannot be used.", failure);
        }
    }

    /** {@return the secret of that name, 64 hexadecimal digits, made at random the first time} */
    synchronized String secret(String name) {
        Path file = path.resolve("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(path.resolve("secrets"), onlyOwner("rwx------"));
                byte[] random = new byte[32];
                new SecureRandom().nextBytes(random);
                write(file, HexFormat.of().formatHex(random));
            }
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new CannotStart("The secrets in " + file + " cannot be used.", failure);
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        close(channel);
    }

    /** Writes the whole file or, when the process ends meanwhile, none of it. */
    private static void write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, onlyOwner("rw-------"));
        Files.writeString(fresh, content, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException failure) {
            throw new CannotStart("The lock of the data folder cannot be given back.", failure);
        }
    }

    private static FileAttribute<?>[] onlyOwner(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
