package de.gemeinsamkommune.identity.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class IdentitySettingsTest {

    private static final String GOOD = "0123456789abcdef0123456789abcdef";

    private static IdentitySettings settings(String url, String clientSecret, String identityKey) {
        return new IdentitySettings(URI.create(url), false, clientSecret, identityKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "development-only", "local-client-secret"})
    void starts_nowhere_public_with_a_weak_client_secret(String weak) {
        assertThatThrownBy(() -> settings("https://netz.example", weak, GOOD))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("CLIENT_SECRET")
                .message()
                .satisfies(
                        sentence ->
                                assertThat(weak.isBlank() || !sentence.contains(weak)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "development-only", "short"})
    void starts_nowhere_public_with_a_weak_key(String weak) {
        assertThatThrownBy(() -> settings("http://10.0.0.7:8080", GOOD, weak))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("IDENTITY_KEY")
                .hasMessageContaining("http://10.0.0.7:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:9000/", "http://[::1]:8080"})
    void starts_on_a_developers_machine_without_a_key(String loopback) {
        IdentitySettings settings = settings(loopback, "anything", "");

        assertThat(settings.loopback()).isTrue();
        assertThat(settings.secure()).isFalse();
        assertThat(settings.address("/x")).isEqualTo(loopback.replaceAll("/$", "") + "/x");
        assertThat(settings.keyFor("test", "AES").getEncoded()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost.evil.example", "https://netz.example"})
    void takes_nothing_else_for_its_own_machine(String url) {
        assertThat(settings(url, GOOD, GOOD).loopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netz.example", "ftp://netz.example", "https://netz.example/sub"})
    void wants_a_whole_address(String url) {
        assertThatThrownBy(() -> settings(url, GOOD, GOOD))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("PUBLIC_URL");
    }

    @Test
    void keeps_its_secrets_to_itself() {
        IdentitySettings settings = settings("https://netz.example", GOOD, GOOD);

        assertThat(settings.toString()).doesNotContain(GOOD);
        assertThat(settings.secretOf("portal")).isNotEqualTo(settings.secretOf("events"));
        assertThat(settings.keyFor("a", "AES")).isNotEqualTo(settings.keyFor("b", "AES"));
    }
}
