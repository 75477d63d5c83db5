package de.gemeinsamkommune.membership.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/** A form in which the register is published. */
sealed interface RegisterFormat permits Gv100ad, UnitTable {

    /**
     * {@return the day of the territorial status, when a file of this form tells it}
     *
     * @param firstLine that is not empty
     */
    Optional<LocalDate> day(String firstLine);

    /**
     * Reads all lines; every line that cannot be read becomes at least one flaw.
     *
     * @param file from its beginning
     * @param on day of the territorial status
     * @param rows takes each unit
     * @return how many lines there were, and how many units were left out on purpose
     * @throws FileRefused when not even the first line can be made sense of
     */
    Lines read(BufferedReader file, LocalDate on, Consumer<UnitRow> rows, Flaws flaws)
            throws IOException;

    /** How many lines a file has. */
    record Lines(long read, int leftOut) {}
}
