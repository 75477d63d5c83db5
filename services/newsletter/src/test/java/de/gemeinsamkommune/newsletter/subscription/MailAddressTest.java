package de.gemeinsamkommune.newsletter.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amira@kommune.example",
                "a.b+c@sub.kommune.example",
                "o'neil@x.example",
                " amira@kommune.example "
            })
    void takes_addresses_that_are_in_use(String typed) {
        assertThat(MailAddress.of(typed)).map(MailAddress::value).contains(typed.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "amira",
                "amira@",
                "@kommune.example",
                "amira@kommune",
                "amira@-kommune.example",
                "amira@kommune..example",
                ".amira@kommune.example",
                "amira.@kommune.example",
                "ami ra@kommune.example",
                "amira@kommune.example\r\nBcc: x@y.example",
                "amira\n@kommune.example",
                "amira@kommune.example,other@kommune.example",
                "<amira@kommune.example>",
                "\"a b\"@kommune.example",
                "amira@[127.0.0.1]",
                "amira@127.0.0.1",
                "ämira@kommune.example",
                "amira@xn--a.example",
                "amira@xn--99999999999.example",
                "amira@komm\u0000une.example"
            })
    void refuses_what_is_no_address(String typed) {
        assertThat(MailAddress.of(typed)).isEmpty();
    }

    @Test
    void refuses_what_is_too_long() {
        assertThat(MailAddress.of("a".repeat(65) + "@kommune.example")).isEmpty();
        assertThat(MailAddress.of("a@" + "kommune.".repeat(40) + "example")).isEmpty();
    }

    @Test
    void does_not_write_to_another_domain() {
        assertThat(MailAddress.of("info@straße.example"))
                .map(MailAddress::value)
                .contains("info@xn--strae-oqa.example");
    }

    @Test
    void writes_the_domain_in_ascii_and_lower_case() {
        assertThat(MailAddress.of("Amira@Köln.Example"))
                .map(MailAddress::value)
                .contains("Amira@xn--kln-sna.example");
    }

    @Test
    void is_unique_whatever_the_case() {
        assertThat(MailAddress.of("Amira@Kommune.example").orElseThrow().key())
                .isEqualTo(MailAddress.of("aMIRA@kommune.EXAMPLE").orElseThrow().key());
    }

    @Test
    void never_shows_the_address() {
        assertThat(MailAddress.of("amira@kommune.example").orElseThrow().toString())
                .isEqualTo("MailAddress[]");
    }
}
