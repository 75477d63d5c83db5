package de.gemeinsamkommune.identity.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class UpstreamSettingsTest {

    private static UpstreamSettings settings(String issuer, String secret, String... domains) {
        return new UpstreamSettings(
                issuer,
                "network",
                secret,
                "",
                List.of(domains),
                "email_verified",
                false,
                List.of());
    }

    @Test
    void without_an_issuer_there_is_none() {
        assertThat(settings("", "").offered()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login.example",
                "http://login.example",
                "http://localhost.evil.example",
                "https://login.example?tenant=1",
                "https://login.example#x",
                "https://login.example/{tenantid}/v2.0"
            })
    void wants_an_address_nobody_on_the_way_can_answer_for(String issuer) {
        assertThatThrownBy(() -> settings(issuer, "secret"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("UPSTREAM_ISSUER");
    }

    @Test
    void wants_the_secret_and_keeps_it_out_of_logs() {
        assertThatThrownBy(() -> settings("https://login.example/realms/town", " "))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("UPSTREAM_CLIENT_SECRET");
        assertThat(settings("https://login.example", "hush").toString()).doesNotContain("hush");
    }

    @Test
    void is_called_by_its_host_unless_it_has_a_name() {
        assertThat(settings("https://login.example/realms/town", "hush").name())
                .isEqualTo("login.example");
    }

    @Test
    void speaks_for_whole_domains_only() {
        UpstreamSettings some = settings("https://login.example", "hush", " Town.example", "");

        assertThat(some.speaksFor("anna@town.example")).isTrue();
        assertThat(some.speaksFor("anna@my.town.example")).isFalse();
        assertThat(some.speaksFor("anna@mytown.example")).isFalse();
        assertThat(settings("https://login.example", "hush").speaksFor("a@b.example")).isTrue();
    }
}
