package de.gemeinsamkommune.membership.person;

/**
 * The name of a person: any script, no controls.
 *
 * @param given 1 to 200 characters
 * @param family 1 to 200 characters
 */
public record PersonName(String given, String family) {

    /** The longest part of a name, in characters (code points). */
    static final int MAX = 200;

    /** Takes off white space at both ends; refuses what {@link #isValid} refuses. */
    public PersonName {
        given = given.strip();
        family = family.strip();
        if (!isValid(given) || !isValid(family)) {
            throw new IllegalArgumentException(
                    "a part of a name has 1 to 200 printable characters");
        }
    }

    /**
     * {@return whether a part of a name has 1 to 200 characters besides white space at its ends,
     * and none of them controls lines, the terminal or the direction of writing}
     */
    public static boolean isValid(String part) {
        String text = part.strip();
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= MAX
                && text.codePoints().noneMatch(PersonName::controls);
    }

    /** Joiners (U+200C, U+200D) are of type FORMAT too, but belong to names in Persian or Hindi. */
    private static boolean controls(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            case Character.FORMAT -> c != 0x200C && c != 0x200D;
            default -> false;
        };
    }

    /** {@return given name and family name} */
    public String full() {
        return given + " " + family;
    }
}
