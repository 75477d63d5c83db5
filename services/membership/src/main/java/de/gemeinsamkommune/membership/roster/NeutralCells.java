package de.gemeinsamkommune.membership.roster;

/**
 * Cells that a spreadsheet does not take for a formula: an apostrophe goes before texts that begin
 * with a character it would compute with (OWASP, CSV Injection).
 */
final class NeutralCells {

    private static final String DANGEROUS = "=+-@\t\r";

    private NeutralCells() {}

    static boolean isDangerous(String text) {
        return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0;
    }

    static String neutral(String text) {
        return isDangerous(text) ? "'" + text : text;
    }

    /** {@return what {@link #neutral} was given} A list that was exported can be imported again. */
    static String original(String text) {
        return text.startsWith("'") && isDangerous(text.substring(1)) ? text.substring(1) : text;
    }
}
