package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.membership.register.FileRefused.Reason;
import de.gemeinsamkommune.membership.register.RegisterFormat.Lines;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A file of which encoding, form and day are known, and nothing else yet. */
final class RegisterFile {

    /** A first line that is longer is none of a register. */
    private static final int LONGEST_FIRST_LINE = 10_000;

    private final TextFile text;
    private final RegisterFormat format;
    private final LocalDate on;

    private RegisterFile(TextFile text, RegisterFormat format, LocalDate on) {
        this.text = text;
        this.format = format;
        this.on = on;
    }

    /**
     * Recognises a file by what is in it.
     *
     * @param on day of the territorial status; needed when the file does not tell it
     * @throws FileRefused when it is no register, or its day is not known
     */
    static RegisterFile recognise(Path file, @Nullable LocalDate on) throws IOException {
        TextFile text = TextFile.of(file);
        String first = firstLine(text);
        if (Gv100ad.recognises(first)) {
            RegisterFormat format = new Gv100ad();
            LocalDate told =
                    format.day(first).orElseThrow(() -> new FileRefused(Reason.DAY_UNREADABLE));
            if (on != null && !on.equals(told)) {
                throw new FileRefused(Reason.DAY_DIFFERS);
            }
            return new RegisterFile(text, format, told);
        }
        Optional<UnitTable> table = UnitTable.recognise(first);
        if (table.isEmpty()) {
            throw new FileRefused(Reason.FORMAT_UNKNOWN);
        }
        if (on == null) {
            throw new FileRefused(Reason.DAY_MISSING);
        }
        return new RegisterFile(text, table.get(), on);
    }

    private static String firstLine(TextFile text) throws IOException {
        char[] beginning = new char[LONGEST_FIRST_LINE];
        int length = 0;
        try (BufferedReader reader = text.open()) {
            for (int c = reader.read(); c >= 0 && length < beginning.length; c = reader.read()) {
                if (c == '\n' || c == '\r') {
                    break;
                }
                beginning[length++] = (char) c;
            }
        }
        return new String(beginning, 0, length);
    }

    /** {@return day of the territorial status} */
    LocalDate on() {
        return on;
    }

    /**
     * Reads and checks all of it.
     *
     * @throws FileRefused when a CSV file lacks columns
     */
    Reading read() throws IOException {
        Flaws flaws = new Flaws();
        RegisterCheck check = new RegisterCheck(flaws);
        try (BufferedReader reader = text.open()) {
            Lines lines = format.read(reader, on, check::add, flaws);
            Register register = check.check(on);
            return new Reading(
                    register, lines.read(), lines.leftOut(), flaws.count(), flaws.shown());
        }
    }

    /**
     * What was read.
     *
     * @param register to be used only when there are no flaws
     * @param lines how many there were
     * @param leftOut units without people (gemeindefreie Gebiete)
     * @param flawCount all flaws
     * @param flaws the first of them
     */
    record Reading(Register register, long lines, int leftOut, long flawCount, List<Flaw> flaws) {}
}
