package de.gemeinsamkommune.membership.roster;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files people send. */
final class RosterFiles {

    static final String HEAD = "Vorname;Nachname;E-Mail;Kommune;Rolle";

    private RosterFiles() {}

    static byte[] csv(String... lines) {
        return (HEAD + "\r\n" + String.join("\r\n", lines)).getBytes(StandardCharsets.UTF_8);
    }

    /** A workbook whose first sheet is filled in by the test. */
    static byte[] workbook(Consumer<Worksheet> fill) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Personen");
            String[] head = HEAD.split(";");
            for (int i = 0; i < head.length; i++) {
                sheet.value(0, i, head[i]);
            }
            fill.accept(sheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same workbook with another content of one of its parts. */
    static byte[] with(byte[] workbook, String part, String find, String replacement) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, byte[]> parts = parts(workbook);
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : parts.entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey()));
                byte[] content = each.getValue();
                if (each.getKey().equals(part)) {
                    String text = new String(content, StandardCharsets.UTF_8);
                    if (!text.contains(find)) {
                        throw new AssertionError(part + " has no " + find);
                    }
                    content = text.replace(find, replacement).getBytes(StandardCharsets.UTF_8);
                }
                out.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> parts(byte[] workbook) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile archive = ZipFile.builder().setByteArray(workbook).get()) {
            for (ZipArchiveEntry each : Collections.list(archive.getEntries())) {
                parts.put(each.getName(), archive.getInputStream(each).readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }
}
