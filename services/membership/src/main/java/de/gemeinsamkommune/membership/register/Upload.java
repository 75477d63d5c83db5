package de.gemeinsamkommune.membership.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A body that was put aside as a temporary file, since it may be larger than memory should hold.
 */
record Upload(Path file, String sha256) implements AutoCloseable {

    /**
     * Reads the body to its end.
     *
     * @throws IOException when it breaks off or is too large; nothing is left then
     */
    static Upload receive(InputStream body) throws IOException {
        Path file = Files.createTempFile("register", ".upload");
        boolean whole = false;
        try (OutputStream out = Files.newOutputStream(file);
                DigestOutputStream digest = new DigestOutputStream(out, newDigest())) {
            body.transferTo(digest);
            whole = true;
            return new Upload(file, HexFormat.of().formatHex(digest.getMessageDigest().digest()));
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
