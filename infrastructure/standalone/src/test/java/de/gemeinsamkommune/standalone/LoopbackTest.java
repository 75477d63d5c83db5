package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://LOCALHOST",
                "http://network.localhost:1",
                "http://127.0.0.1:8080",
                "http://127.1.2.3",
                "http://[::1]:8080"
            })
    void knows_this_computer(String url) {
        assertThat(Loopback.isUrl(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://netz.example.org",
                "http://localhost.example.org",
                "http://192.168.0.5:8080",
                "http://127.0.0.1.example.org",
                "http://0.0.0.0"
            })
    void knows_that_others_are_others(String url) {
        assertThat(Loopback.isUrl(url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://localhost", "http://", "not an address"})
    void refuses_what_is_no_address(String url) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Loopback.isUrl(url))
                .withMessageContaining(url);
    }

    @Test
    void says_that_a_port_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> Loopback.requireFree(taken.getLocalPort()))
                    .withMessageStartingWith("Port %d on 127.0.0.1 cannot", taken.getLocalPort())
                    .withMessageContaining("--port");
        }
    }

    @Test
    void finds_different_free_ports() {
        assertThat(Loopback.freePorts(20)).doesNotHaveDuplicates().hasSize(20);
    }
}
