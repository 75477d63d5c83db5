package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.roster.RosterRefused.Reason;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CSV as spreadsheets write it: separated by semicolons, commas or tabs; in UTF-8, in UTF-16 with a
 * byte order mark, or otherwise in windows-1252, of which ISO-8859-1 is a part as far as letters
 * go.
 */
final class SeparatedText {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char[] SEPARATORS = {';', ',', '\t'};

    private SeparatedText() {}

    /**
     * Reads all rows.
     *
     * @throws RosterRefused when it is no text, no CSV or too long
     */
    static List<TableRow> read(byte[] file) {
        String text = decode(file);
        return rows(text, separator(text));
    }

    private static String decode(byte[] file) {
        String text = decoded(file);
        if (text.chars().anyMatch(SeparatedText::isControl)) {
            throw new RosterRefused(Reason.NOT_A_TABLE);
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String decoded(byte[] file) {
        boolean utf16 =
                file.length > 1
                        && (file[0] == -1 && file[1] == -2 || file[0] == -2 && file[1] == -1);
        List<Charset> charsets =
                utf16
                        ? List.of(StandardCharsets.UTF_16)
                        : List.of(StandardCharsets.UTF_8, WINDOWS_1252);
        for (Charset charset : charsets) {
            try {
                return charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(file))
                        .toString();
            } catch (CharacterCodingException other) {
                // another encoding, or none
            }
        }
        throw new RosterRefused(Reason.NOT_A_TABLE);
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n';
    }

    /** {@return the one with which the head names most columns} */
    private static char separator(String text) {
        char best = SEPARATORS[0];
        long most = -1;
        for (char separator : SEPARATORS) {
            long known = columns(text, separator);
            if (known > most) {
                most = known;
                best = separator;
            }
        }
        return best;
    }

    private static long columns(String text, char separator) {
        try (CsvReader<CsvRecord> reader = reader(text, separator)) {
            return reader.stream()
                    .findFirst()
                    .map(head -> head.getFields().stream())
                    .orElseGet(Stream::empty)
                    .filter(word -> RosterColumn.named(word).isPresent())
                    .count();
        } catch (CsvParseException notWithThisOne) {
            return 0;
        } catch (IOException neverOfText) {
            throw new UncheckedIOException(neverOfText);
        }
    }

    private static List<TableRow> rows(String text, char separator) {
        List<TableRow> rows = new ArrayList<>();
        int last = 1;
        try (CsvReader<CsvRecord> reader = reader(text, separator)) {
            for (CsvRecord next : reader) {
                last = Math.toIntExact(next.getStartingLineNumber());
                if (next.getFieldCount() > Table.MOST_COLUMNS) {
                    throw new RosterRefused(Reason.TOO_LARGE, Table.MOST_COLUMNS);
                }
                TableRow row = new TableRow(last, next.getFields(), Set.of());
                if (!row.isEmpty()) {
                    rows.add(row);
                    Table.requireRoom(rows.subList(1, rows.size()));
                }
            }
            if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
                // an open one takes all that follows into one cell
                throw new RosterRefused(Reason.QUOTES, last);
            }
            return rows;
        } catch (CsvParseException broken) {
            throw new RosterRefused(Reason.QUOTES, last);
        } catch (IOException neverOfText) {
            throw new UncheckedIOException(neverOfText);
        }
    }

    private static CsvReader<CsvRecord> reader(String text, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text);
    }
}
