package de.gemeinsamkommune.newsletter.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;

class MarkdownTest {

    @Test
    void renders_text_lists_and_links() {
        Letter.Section section =
                Markdown.section(
                        "Termine", "Ein *Wort*.\n\n- eins\n- zwei\n\n[Netz](https://a.example/b)");

        assertThat(section.heading()).isEqualTo("Termine");
        assertThat(section.html())
                .contains("<em>Wort</em>")
                .contains("<li>eins</li>")
                .contains("href=\"https://a.example/b\"")
                .contains("rel=\"nofollow\"");
        assertThat(section.text()).contains("- eins").contains("https://a.example/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[x](javascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "![x](https://tracker.example/pixel.png)",
                "<a href='javascript:x'>x</a>",
                "<iframe src=https://x.example></iframe>",
                "[x](<javascript:alert(1)> \"t\")",
                "[x]: javascript:alert(1)\n\n[x]"
            })
    void lets_nothing_dangerous_through(String markdown) {
        String html = Markdown.section(null, markdown).html();

        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("<iframe")
                .doesNotContain("href=\"javascript")
                .doesNotContain("href=\"data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "**", "[", "](", "```", "#", "- - -", "<", "&#0;", "\u0000", "|a|"})
    void takes_broken_markdown(String markdown) {
        assertThat(Markdown.section(null, markdown).html()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "* "})
    void refuses_what_nests_deeper_than_a_text(String mark) {
        assertThatThrownBy(() -> Markdown.section(null, mark.repeat(6_000) + "x"))
                .isInstanceOf(MarkdownTooDeep.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*a **b ", "[", "(", "_", "`", "<a "})
    void survives_long_runs_of_marks(String mark) {
        String markdown = mark.repeat(20_000 / mark.length());
        try {
            assertThat(Markdown.section(null, markdown).html()).isNotNull();
        } catch (MarkdownTooDeep e) {
            assertThat(e).hasMessage("The Markdown nests too deep");
        }
    }

    @Test
    void shows_any_text_in_plain_paragraphs() {
        Letter.Section section = Markdown.paragraphs(List.of("a < b & \"c\"", "d\ne"));

        assertThat(section.html()).isEqualTo("<p>a &lt; b &amp; &quot;c&quot;</p><p>d<br />e</p>");
        assertThat(section.text()).isEqualTo("a < b & \"c\"\n\nd\ne");
    }

    @Test
    void shows_any_text_in_entries() {
        Letter.Section section =
                Markdown.entry(
                        "T\r\nX",
                        List.of("Ort: <b>"),
                        "Zur Seite",
                        URI.create("https://a.example/?a=1&b=2"));

        assertThat(section.heading()).isEqualTo("T X");
        assertThat(section.html())
                .isEqualTo(
                        "<p>Ort: &lt;b&gt;<br /><a href=\"https://a.example/?a=1&amp;b=2\">Zur"
                                + " Seite</a></p>");
    }
}
