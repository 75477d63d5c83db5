package de.gemeinsamkommune.newsletter.letter;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * What a letter says, before it becomes text and HTML.
 *
 * @param locale language of the frame (greeting, footer): German or English
 * @param subject one line, without control characters
 * @param greeting salutation, one line
 * @param sections the body, in order
 * @param action the one thing the reader may do next, if any
 * @param reason why the reader gets this letter, one sentence for the footer
 * @param unsubscribe page that ends the subscription; only for the newsletter
 */
public record Letter(
        Locale locale,
        String subject,
        String greeting,
        List<Section> sections,
        @Nullable Action action,
        String reason,
        @Nullable URI unsubscribe) {

    /** A longest subject that mail programs still show and every server takes. */
    public static final int SUBJECT_LENGTH = 200;

    public Letter {
        subject = oneLine(subject);
        greeting = oneLine(greeting);
        sections = List.copyOf(sections);
    }

    /** A button in HTML, a line with the address in plain text. */
    public record Action(String label, URI target) {}

    /**
     * A part of the body in both forms.
     *
     * @param html trusted: escaped or sanitised by whoever made it
     * @param text the same as plain text
     */
    public record Section(@Nullable String heading, String html, String text) {}

    /**
     * Makes a header value of any text: line breaks and other control characters become blanks, so
     * that nobody can add a header line, and the length is bounded.
     */
    public static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= SUBJECT_LENGTH
                ? line
                : line.substring(0, SUBJECT_LENGTH - 1).stripTrailing() + "…";
    }
}
