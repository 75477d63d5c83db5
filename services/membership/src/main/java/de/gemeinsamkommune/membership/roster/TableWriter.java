package de.gemeinsamkommune.membership.roster;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes tables that spreadsheets open as they are and compute nothing of. */
final class TableWriter {

    /** Columns of a sheet are so wide, in characters. */
    private static final int WIDTH = 28;

    private TableWriter() {}

    /**
     * Writes a file.
     *
     * @param name of the sheet
     */
    static byte[] write(
            TableFormat format, String name, List<String> head, List<List<String>> rows) {
        return switch (format) {
            case CSV -> csv(head, rows);
            case XLSX -> workbook(name, head, rows);
        };
    }

    /** With semicolons and a byte order mark, by which Excel knows that it is UTF-8. */
    private static byte[] csv(List<String> head, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        text.write('\ufeff');
        try (CsvWriter writer =
                CsvWriter.builder()
                        .fieldSeparator(';')
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(text)) {
            writer.writeRecord(head);
            rows.forEach(
                    row -> writer.writeRecord(row.stream().map(NeutralCells::neutral).toList()));
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Every cell is text, so nothing is computed and no key loses its leading zero. */
    private static byte[] workbook(String name, List<String> head, List<List<String>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Gemeinsam Kommune", "1.0")) {
            Worksheet sheet = workbook.newWorksheet(name);
            sheet.freezePane(0, 1);
            for (int column = 0; column < head.size(); column++) {
                sheet.style(column).format("@").set();
                sheet.width(column, WIDTH);
                sheet.value(0, column, head.get(column));
                sheet.style(0, column).bold().format("@").set();
            }
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < head.size(); column++) {
                    sheet.value(row + 1, column, rows.get(row).get(column));
                    sheet.style(row + 1, column).format("@").set();
                }
            }
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return bytes.toByteArray();
    }
}
