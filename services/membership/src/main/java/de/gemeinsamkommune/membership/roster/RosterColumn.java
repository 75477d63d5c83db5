package de.gemeinsamkommune.membership.roster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column of a list of people, and the words a head may have for it in German and English. */
enum RosterColumn {
    GIVEN_NAME("givenName", true, "Vorname", "Given name", "First name"),
    FAMILY_NAME(
            "familyName", true, "Nachname", "Family name", "Familienname", "Last name", "Surname"),
    TITLE("title", false, "Titel", "Title", "Akademischer Titel"),
    EMAIL("email", true, "E-Mail", "E-mail", "E-Mail-Adresse", "E-mail address", "Mail"),
    MUNICIPALITY(
            "municipality",
            false,
            "Kommune",
            "Municipality",
            "AGS",
            "Amtlicher Schlüssel",
            "Official key"),
    ROLE("role", false, "Rolle", "Role"),
    LANGUAGE("locale", false, "Sprache", "Language");

    private final String field;
    private final boolean required;
    private final List<String> words;

    RosterColumn(String field, boolean required, String... words) {
        this.field = field;
        this.required = required;
        this.words = List.of(words);
    }

    /** {@return the column a head calls so, however it writes it} */
    static Optional<RosterColumn> named(String head) {
        String plain = plain(head);
        return Arrays.stream(values())
                .filter(column -> column.words.stream().anyMatch(word -> plain(word).equals(plain)))
                .findFirst();
    }

    /** Case, spaces, hyphens and the star of a required field make no difference. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_*:.-]+", "");
    }

    /** {@return the name of the field in JSON} */
    String field() {
        return field;
    }

    boolean required() {
        return required;
    }

    /** {@return what a head calls it} */
    String word(Locale locale) {
        return words.get(locale.getLanguage().equals("en") ? 1 : 0);
    }
}
