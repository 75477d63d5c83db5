package de.gemeinsamkommune.newsletter.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

class LetterTest {

    private final Wording wording = new Wording();
    private final Letterhead letterhead =
            new Letterhead(wording, new Pages("https://netz.example/"));

    private static Letter letter(Locale locale, URI unsubscribe) {
        return new Letter(
                locale,
                "Betreff <b>",
                "Guten Tag Amira Haddad",
                List.of(Markdown.section("Rubrik", "Ein **Text**.")),
                new Letter.Action("Los", URI.create("https://netz.example/x?a=1&b=2")),
                "Darum.",
                unsubscribe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: x@y.example",
                "a\nBcc: x@y.example",
                "a\u2028Bcc: x@y.example",
                "a\u0000Bcc: x@y.example",
                "a\u0085Bcc: x@y.example"
            })
    void a_header_value_is_one_line(String subject) {
        assertThat(Letter.oneLine(subject)).isEqualTo("a Bcc: x@y.example");
    }

    @Test
    void a_header_value_is_bounded() {
        assertThat(Letter.oneLine("a".repeat(10_000))).hasSize(Letter.SUBJECT_LENGTH).endsWith("…");
    }

    @Test
    void the_text_form_says_everything_the_html_form_says() {
        Letter letter = letter(Locale.GERMAN, URI.create("https://netz.example/ab/t"));

        for (String form : List.of(letterhead.text(letter), letterhead.html(letter))) {
            assertThat(form)
                    .contains("Guten Tag Amira Haddad")
                    .contains("Rubrik")
                    .contains("Los")
                    .contains("Kofinanziert von der Europäischen Union")
                    .contains("VIA Bayern")
                    .contains("Darum.")
                    .contains("https://netz.example/ab/t")
                    .contains("https://netz.example/impressum")
                    .contains("https://netz.example/datenschutz");
        }
    }

    @Test
    void the_html_form_escapes_and_shows_the_emblem() {
        String html = letterhead.html(letter(Locale.ENGLISH, null));

        assertThat(html)
                .contains("lang=\"en\"")
                .contains("Betreff &lt;b&gt;")
                .contains("<strong>Text</strong>")
                .contains("href=\"https://netz.example/x?a=1&amp;b=2\"")
                .contains("src=\"cid:eu-emblem\"")
                .contains("alt=\"Emblem of the European Union\"")
                .contains("Co-funded by the European Union")
                .doesNotContain(" th:")
                .doesNotContain("Unsubscribe");
        assertThat(letterhead.page(letter(Locale.ENGLISH, null)))
                .contains("src=\"data:image/png;base64,iVBOR");
    }

    @Test
    void the_emblem_is_small() {
        assertThat(letterhead.emblem()).hasSizeLessThan(20_000).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void greets_by_name_only_when_there_is_one() {
        assertThat(wording.greeting(Locale.GERMAN, "Amira Haddad"))
                .isEqualTo("Guten Tag Amira Haddad,");
        assertThat(wording.greeting(Locale.GERMAN, " ")).isEqualTo("Guten Tag,");
        assertThat(wording.greeting(Locale.ENGLISH, null)).isEqualTo("Hello,");
    }

    @Test
    void says_days_and_hours_in_the_time_of_the_region() {
        ZonedDateTime from = ZonedDateTime.of(2026, 12, 4, 9, 0, 0, 0, ZoneOffset.UTC);

        assertThat(wording.span(Locale.GERMAN, from, from.plusHours(6)))
                .isEqualTo("Freitag, 4. Dezember 2026, 10:00 bis 16:00 Uhr");
        assertThat(wording.span(Locale.ENGLISH, from, from.plusDays(1)))
                .isEqualTo("Friday, 4 December 2026, 10:00 to Saturday, 5 December 2026, 10:00");
    }

    @Test
    void both_languages_have_the_same_texts() throws Exception {
        assertThat(keys("mails_en")).isEqualTo(keys("mails_de"));
        assertThat(keys("problems_en")).isEqualTo(keys("problems_de"));
    }

    private static List<String> keys(String file) throws Exception {
        Properties properties = new Properties();
        try (var in = LetterTest.class.getResourceAsStream("/newsletter/" + file + ".properties")) {
            properties.load(in);
        }
        return Stream.of(properties.keySet().toArray()).map(Object::toString).sorted().toList();
    }
}
