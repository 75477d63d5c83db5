package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.membership.register.FileRefused.Reason;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file whose encoding was found out: UTF-8 with or without byte order mark when every byte fits,
 * otherwise windows-1252, of which ISO-8859-1 is a part as far as letters go.
 */
final class TextFile {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Path file;
    private final Charset charset;

    private TextFile(Path file, Charset charset) {
        this.file = file;
        this.charset = charset;
    }

    /**
     * Looks through the whole file once.
     *
     * @throws FileRefused when it is empty, no text, an archive (as XLSX) or UTF-16
     */
    static TextFile of(Path file) throws IOException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw new FileRefused(Reason.EMPTY);
        }
        if (Arrays.equals(head, ZIP)) {
            throw new FileRefused(Reason.ARCHIVE);
        }
        if (head.length > 1 && (head[0] == -1 && head[1] == -2 || head[0] == -2 && head[1] == -1)) {
            throw new FileRefused(Reason.UTF_16);
        }
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, WINDOWS_1252}) {
            TextFile text = new TextFile(file, charset);
            try {
                text.requireText();
                return text;
            } catch (CharacterCodingException other) {
                // another encoding, or none
            }
        }
        throw new FileRefused(Reason.NOT_TEXT);
    }

    /** Opens it behind a byte order mark. */
    BufferedReader open() throws IOException {
        BufferedReader reader = new BufferedReader(decoded());
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        return reader;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ZIP.length);
        }
    }

    private Reader decoded() throws IOException {
        return new InputStreamReader(
                Files.newInputStream(file),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private void requireText() throws IOException {
        char[] buffer = new char[8192];
        try (Reader reader = decoded()) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (isControl(buffer[i])) {
                        throw new FileRefused(Reason.NOT_TEXT);
                    }
                }
            }
        }
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n';
    }
}
