package de.gemeinsamkommune.membership.roster;

import com.fasterxml.aalto.stax.InputFactoryImpl;

import de.gemeinsamkommune.membership.roster.RosterRefused.Reason;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The first sheet of an XLSX workbook. Macros and other sheets are left alone. Cells count as the
 * text that was typed; of computed ones only the place is told, because their value is whatever the
 * sender's program made of it.
 */
final class Workbooks {

    /** What 5,000 rows need is a tenth of it. */
    private static final long MOST_BYTES = 50L << 20;

    private static final int MOST_PARTS = 500;

    private Workbooks() {}

    /**
     * Reads all rows.
     *
     * @throws RosterRefused when it is no workbook, or one beyond the limits
     */
    static List<TableRow> read(byte[] file) {
        try {
            requireBounds(file);
            try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file));
                    Stream<Row> rows = workbook.getFirstSheet().openStream()) {
                return rows(rows.iterator());
            }
        } catch (RosterRefused refused) {
            throw refused;
        } catch (IOException | RuntimeException unreadable) {
            // the reader tells broken workbooks by all kinds of exceptions; none is passed on as
            // the cause, since they quote the file
            throw new RosterRefused(Reason.UNREADABLE);
        }
    }

    private static List<TableRow> rows(Iterator<Row> read) {
        List<TableRow> rows = new ArrayList<>();
        while (read.hasNext()) {
            TableRow row = row(read.next());
            if (!rows.isEmpty() && row.number() <= rows.getLast().number()) {
                // no program writes that, and one number would stand for two people
                throw new RosterRefused(Reason.UNREADABLE);
            }
            if (!row.isEmpty()) {
                rows.add(row);
                Table.requireRoom(rows.subList(1, rows.size()));
            }
        }
        return rows;
    }

    private static TableRow row(Row row) {
        List<String> cells = new ArrayList<>();
        Set<Integer> computed = new HashSet<>();
        for (Cell cell : row) {
            cells.add(text(cell));
            if (cell != null
                    && (cell.getType() == CellType.FORMULA
                            || cell.getType() == CellType.ERROR
                            || cell.getFormula() != null)) {
                computed.add(cells.size() - 1);
            }
        }
        return new TableRow(row.getRowNum(), cells, computed);
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null) {
            return "";
        }
        return switch (cell.getType()) {
            // 9178 and not 9178.0, which is how some programs write it
            case NUMBER -> cell.asNumber().stripTrailingZeros().toPlainString();
            case STRING -> cell.asString();
            case BOOLEAN -> String.valueOf(cell.asBoolean());
            case FORMULA, ERROR, EMPTY -> "";
        };
    }

    /**
     * Refuses what is small as an archive and huge when unpacked, and cells at places that no sheet
     * has: the reader would make room for all before them.
     */
    private static void requireBounds(byte[] file) throws IOException {
        try (ZipFile archive = ZipFile.builder().setByteArray(file).get()) {
            long left = MOST_BYTES;
            List<ZipArchiveEntry> parts = Collections.list(archive.getEntries());
            if (parts.size() > MOST_PARTS) {
                throw new RosterRefused(Reason.TOO_LARGE, Table.MOST_COLUMNS);
            }
            for (ZipArchiveEntry part : parts) {
                try (InputStream content = archive.getInputStream(part)) {
                    byte[] bytes = content.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
                    left -= bytes.length;
                    if (left < 0) {
                        throw new RosterRefused(Reason.TOO_LARGE, Table.MOST_COLUMNS);
                    }
                    requirePlaces(bytes);
                }
            }
        }
    }

    private static void requirePlaces(byte[] part) throws IOException {
        // of the same make as the reader's, so that both see the same cells
        XMLInputFactory xml = new InputFactoryImpl();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(part));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("c")) {
                    requirePlace(reader.getAttributeValue(null, "r"));
                }
            }
        } catch (XMLStreamException picture) {
            // no XML from here on, so that the reader finds no cell there either
        }
    }

    /** {@code CV7} is in the hundredth column. */
    private static void requirePlace(@Nullable String place) {
        int column = 0;
        for (int i = 0; place != null && i < place.length(); i++) {
            int letter = Character.toUpperCase(place.charAt(i)) - 'A' + 1;
            if (letter >= 1 && letter <= 26) {
                column = column * 26 + letter;
            }
            if (column > Table.MOST_COLUMNS) {
                throw new RosterRefused(Reason.TOO_LARGE, Table.MOST_COLUMNS);
            }
        }
    }
}
