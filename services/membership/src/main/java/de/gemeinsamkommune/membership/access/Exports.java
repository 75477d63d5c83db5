package de.gemeinsamkommune.membership.access;

import de.gemeinsamkommune.membership.person.PersonRegister;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes exports. Nothing of them stays: what lies in files while one is made is deleted before the
 * first byte is sent, and the archive itself when its last was.
 */
@Component
class Exports {

    /** Of the files in the archive; changes when they can no longer be read as before. */
    static final int SCHEMA_VERSION = 1;

    private static final Logger log = LoggerFactory.getLogger(Exports.class);

    private final Collector collector;
    private final PersonRegister people;
    private final JsonMapper json;
    private final Clock clock;

    Exports(Collector collector, PersonRegister people, JsonMapper json, Clock clock) {
        this.collector = collector;
        this.people = people;
        this.json = json;
        this.clock = clock;
    }

    /** What is in an archive. */
    record Manifest(int schemaVersion, Instant createdAt, List<Entry> files) {

        /** One file, with which it can be checked. */
        record Entry(String name, long size, String sha256) {}
    }

    /** An archive that deletes itself once it is read. */
    static final class Archive extends InputStreamResource {

        private final long length;

        Archive(InputStream content, long length) {
            super(content);
            this.length = length;
        }

        @Override
        public long contentLength() {
            return length;
        }
    }

    /**
     * Makes the whole export.
     *
     * @param language of the page in it
     * @return the archive, which whoever gets it has to read or close
     * @throws ExportIncomplete when a service is missing
     */
    Archive make(String person, Locale language) {
        try {
            Path folder = Files.createTempDirectory("export-");
            try {
                return archive(folder, person, language);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Archive archive(Path folder, String person, Locale language) throws IOException {
        SortedMap<String, Path> collected =
                collector.collect(person, people.formerIds(person), folder);
        Instant createdAt = clock.instant();
        List<Path> files = new ArrayList<>();
        files.add(page(folder, createdAt, collected, language));
        files.addAll(collected.values());
        files.add(manifest(folder, createdAt, files));
        Path archive = Files.createTempFile("export-", ".zip");
        boolean made = false;
        try {
            zip(archive, files);
            long length = Files.size(archive);
            InputStream content = Files.newInputStream(archive, StandardOpenOption.DELETE_ON_CLOSE);
            made = true;
            return new Archive(content, length);
        } finally {
            if (!made) {
                Files.deleteIfExists(archive);
            }
        }
    }

    private Path page(
            Path folder, Instant createdAt, SortedMap<String, Path> collected, Locale language)
            throws IOException {
        Path page = folder.resolve("index.html");
        try (Writer out = Files.newBufferedWriter(page)) {
            new ExportPage(json, new AccessTexts(language), out).write(createdAt, collected);
        }
        return page;
    }

    private Path manifest(Path folder, Instant createdAt, List<Path> files) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.add(
                    new Manifest.Entry(
                            file.getFileName().toString(), Files.size(file), sha256(file)));
        }
        Path manifest = folder.resolve("manifest.json");
        json.writeValue(manifest, new Manifest(SCHEMA_VERSION, createdAt, entries));
        return manifest;
    }

    private static void zip(Path archive, List<Path> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.transferTo(
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            digest.update((byte) b);
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            digest.update(bytes, offset, length);
                        }
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            log.error("{} holds personal data and could not be deleted", folder, e);
        }
    }
}
