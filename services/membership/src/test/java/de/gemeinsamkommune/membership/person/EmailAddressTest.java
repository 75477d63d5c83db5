package de.gemeinsamkommune.membership.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "Amira.Haddad@Landkreis.Example, Amira.Haddad@landkreis.example",
        "' a+b@x-y.example ', a+b@x-y.example",
        "o'brien@x.example, o'brien@x.example",
        "info@MÜNCHEN.example, info@xn--mnchen-3ya.example",
        "info@xn--mnchen-3ya.example, info@xn--mnchen-3ya.example",
        "info@straße.example, info@xn--strae-oqa.example",
        "info@例え。example, info@xn--r8jz45g.example",
        "a@1.2.example, a@1.2.example"
    })
    void keeps_the_domain_in_one_form(String typed, String value) {
        assertThat(EmailAddress.parse(typed)).contains(new EmailAddress(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@x.example",
                "a@x",
                "a@localhost",
                "a b@x.example",
                "a@x..example",
                "a@.example",
                "a@x.example.",
                "a@-x.example",
                "a@x-.example",
                ".a@x.example",
                "a.@x.example",
                "a..b@x.example",
                "a@b@x.example",
                "\"a b\"@x.example",
                "a@[127.0.0.1]",
                "a@127.0.0.1",
                "ä@x.example",
                "a@x_y.example",
                "a@x.example\r\nBcc: b@x.example",
                "a@x.exa\u0000mple",
                "a@\u202ex.example",
                "a@😀.example",
                "a@xn--a.example",
                "a@xn--99999999999.example",
                "a@x.example,b@x.example",
                "A <a@x.example>"
            })
    void refuses_what_a_mail_server_would_not_take(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void keeps_to_the_limits_of_the_standard() {
        String local = "l".repeat(64);
        String label = "d".repeat(63);
        String longest = local + "@" + label + "." + label + "." + "d".repeat(61);
        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.parse(longest)).isPresent();
        assertThat(EmailAddress.parse(longest + "d")).isEmpty();
        assertThat(EmailAddress.parse("l" + local + "@x.example")).isEmpty();
        assertThat(EmailAddress.parse("a@d" + label + ".example")).isEmpty();
        // 60 umlauts are longer than 63 characters in ASCII
        assertThat(EmailAddress.parse("a@" + "äö".repeat(30) + ".example")).isEmpty();
    }

    @Test
    void compares_without_case_and_in_ascii() {
        assertThat(EmailAddress.parse("Info@MÜNCHEN.example").orElseThrow().key())
                .isEqualTo(EmailAddress.parse("info@münchen.EXAMPLE").orElseThrow().key())
                .isEqualTo("info@xn--mnchen-3ya.example");
    }

    @Test
    void does_not_take_an_umlaut_written_in_two_characters_for_another_domain() {
        assertThat(EmailAddress.parse("a@mu\u0308nchen.example"))
                .isEqualTo(EmailAddress.parse("a@münchen.example"));
    }

    @Test
    void never_shows_itself_in_a_log() {
        assertThat(new EmailAddress("amira@x.example").toString()).doesNotContain("amira");
        assertThatThrownBy(() -> new EmailAddress("Amira@X.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("Amira");
    }
}
