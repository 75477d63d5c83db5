package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Something in a file that is to be mended before the file can be imported. It never repeats what
 * stands in the file, which could be anybody's file.
 *
 * @param line number of the line, from 1
 * @param column name of the column or the positions in a fixed-width line; null for the whole line
 * @param code what is wrong; the texts are {@code register/flaws_*.properties}
 * @param arguments for the text: line numbers and lengths
 */
public record Flaw(long line, @Nullable String column, String code, List<String> arguments) {

    /** Copies the arguments. */
    public Flaw {
        arguments = List.copyOf(arguments);
    }
}
