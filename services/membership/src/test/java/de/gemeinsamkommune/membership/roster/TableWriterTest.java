package de.gemeinsamkommune.membership.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class TableWriterTest {

    private static final List<String> EVIL =
            List.of("=1+1", "+49", "-2", "@SUM(1)", "\tx", "\rx", "a=b", "O'Neil", "09178");

    private static final List<String> HEAD = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9");

    @Test
    void no_cell_of_a_text_begins_like_a_formula() {
        String text =
                new String(
                        TableWriter.write(TableFormat.CSV, "Personen", HEAD, List.of(EVIL)),
                        StandardCharsets.UTF_8);
        assertThat(text)
                .isEqualTo(
                        "\ufeff1;2;3;4;5;6;7;8;9\r\n'=1+1;'+49;'-2;'@SUM(1);'\tx;\"'\rx\";"
                                + "a=b;O'Neil;09178\r\n");
    }

    @Test
    void every_cell_of_a_workbook_is_text() throws Exception {
        byte[] file = TableWriter.write(TableFormat.XLSX, "Personen", HEAD, List.of(EVIL));
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            Row row = workbook.getFirstSheet().read().get(1);
            assertThat(row.stream().map(Cell::getType)).containsOnly(CellType.STRING);
            assertThat(row.stream().map(Cell::getFormula)).containsOnlyNulls();
            assertThat(row.getCellText(0)).isEqualTo("=1+1");
            assertThat(row.getCellText(8)).isEqualTo("09178");
        }
    }

    @Test
    void what_was_exported_is_imported_as_it_was() {
        for (String cell : EVIL) {
            assertThat(NeutralCells.original(NeutralCells.neutral(cell))).isEqualTo(cell);
        }
    }
}
