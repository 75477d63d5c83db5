package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A search that overlooks something would let every erasure pass. */
class NeedlesTest {

    private static final String NAME = "Zwätschgenföld";

    private final Needles needles = new Needles(List.of(NAME));

    @Test
    void finds_a_name_in_every_charset_and_in_lower_case() {
        for (String charset : List.of("UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE")) {
            found(("Frau " + NAME + ", Kelheim").getBytes(Charset.forName(charset)));
            found(NAME.toLowerCase(Locale.GERMAN).getBytes(Charset.forName(charset)));
        }
    }

    @Test
    void finds_a_name_in_base64_wherever_it_begins() {
        for (String before : List.of("", "a", "ab", "abc", "Frau ")) {
            for (String behind : List.of("", "a", "ab", " aus Kelheim")) {
                byte[] text = (before + NAME + behind).getBytes(StandardCharsets.UTF_8);
                found(Base64.getEncoder().encode(text));
                found(Base64.getUrlEncoder().encode(text));
            }
        }
    }

    @Test
    void finds_a_name_that_is_escaped() {
        found(ascii(URLEncoder.encode(NAME, StandardCharsets.UTF_8)));
        found(ascii("=?UTF-8?Q?Frau_Zw=C3=A4tschgenf=C3=B6ld?="));
        found(ascii("{\"name\":\"Zw\\u00e4tschgenf\\u00f6ld\"}"));
    }

    @Test
    void finds_nothing_else() {
        assertThat(needles.in(ascii("Zwetschgenfeld"))).isEmpty();
        assertThat(needles.in(new byte[0])).isEmpty();
    }

    private void found(byte[] haystack) {
        assertThat(needles.in(haystack))
                .as(new String(haystack, StandardCharsets.ISO_8859_1))
                .isNotEmpty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
