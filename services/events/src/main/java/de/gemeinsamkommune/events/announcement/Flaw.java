package de.gemeinsamkommune.events.announcement;

import java.util.List;

/**
 * What is wrong with one field of an announcement.
 *
 * @param pointer JSON pointer to the field, as {@code /title}
 * @param code name of the text that says what to mend
 * @param arguments of that text
 */
public record Flaw(String pointer, String code, List<Object> arguments) {

    static Flaw of(String pointer, String code, Object... arguments) {
        return new Flaw(pointer, code, List.of(arguments));
    }
}
