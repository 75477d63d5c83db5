package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.roster.RosterRefused.Reason;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A table as it was read from a file.
 *
 * @param rows those that are not empty, the head first
 */
record Table(TableFormat format, List<TableRow> rows) {

    /** The most rows below the head. */
    static final int MOST_ROWS = 5_000;

    /** The most columns; a list of people has a tenth of them. */
    static final int MOST_COLUMNS = 100;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};
    private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.US_ASCII);

    Table {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file, which is recognised by what is in it, whatever it is called.
     *
     * @throws RosterRefused when it is no table, or one beyond the limits
     */
    static Table read(byte[] file) {
        if (file.length == 0) {
            throw new RosterRefused(Reason.EMPTY);
        }
        if (begins(file, OLE)) {
            throw new RosterRefused(Reason.OLD_EXCEL);
        }
        if (begins(file, PDF)) {
            throw new RosterRefused(Reason.NOT_A_TABLE);
        }
        Table table =
                begins(file, ZIP)
                        ? new Table(TableFormat.XLSX, Workbooks.read(file))
                        : new Table(TableFormat.CSV, SeparatedText.read(file));
        if (table.rows.isEmpty()) {
            throw new RosterRefused(Reason.EMPTY);
        }
        return table;
    }

    private static boolean begins(byte[] file, byte[] with) {
        return file.length >= with.length
                && Arrays.equals(file, 0, with.length, with, 0, with.length);
    }

    /** Refuses one row too many while it is read, so that no more of them are kept. */
    static void requireRoom(List<TableRow> rows) {
        if (rows.size() > MOST_ROWS) {
            throw new RosterRefused(Reason.TOO_MANY_ROWS, MOST_ROWS);
        }
    }
}
