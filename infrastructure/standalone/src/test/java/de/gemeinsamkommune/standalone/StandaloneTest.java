package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** What the person at the console meets when something is in the way. */
class StandaloneTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path temporary;

    @Test
    void tells_its_options() throws Exception {
        try (StandaloneProcess help = StandaloneProcess.run(Map.of(), "--help")) {
            assertThat(help.exitCode(SOON)).isZero();
            assertThat(help.text())
                    .contains("Usage: ./start")
                    .contains("--port", "--data", "--fresh", "--no-demo", "--time-offset");
        }
    }

    @Test
    void says_that_it_does_not_know_an_option() throws Exception {
        assertRefused(
                StandaloneProcess.run(Map.of(), "--prot", "1"), "Unknown options: '--prot', '1'");
    }

    @Test
    void says_that_a_time_offset_is_none() throws Exception {
        assertRefused(
                StandaloneProcess.run(Map.of(), "--time-offset", "tomorrow"),
                "'tomorrow' is no duration such as P1D or PT90M");
    }

    @Test
    void says_that_the_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            assertRefused(
                    StandaloneProcess.run(
                            Map.of(),
                            "--data",
                            temporary.resolve("data").toString(),
                            "--port",
                            port),
                    "Not started: Port " + port + " on 127.0.0.1 cannot be used");
        }
    }

    @Test
    void says_that_the_folder_cannot_be_written() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertRefused(
                StandaloneProcess.run(
                        Map.of(), "--port", "0", "--data", file.resolve("data").toString()),
                "Not started: The folder " + file.resolve("data") + " cannot be written");
    }

    @Test
    void says_that_another_one_has_the_data() throws Exception {
        Path data = temporary.resolve("data");
        try (DataFolder held = DataFolder.open(data)) {
            assertRefused(
                    StandaloneProcess.run(
                            Map.of(), "--port", "0", "--data", held.path().toString()),
                    "Not started: The data in " + data + " are in use by process");
            assertRefused(
                    StandaloneProcess.run(
                            Map.of(), "--port", "0", "--fresh", "--data", held.path().toString()),
                    "Not started: The data in " + data + " are in use by process");
        }
    }

    @Test
    void says_where_the_data_so_far_went() throws Exception {
        Path data = temporary.resolve("data");
        DataFolder.open(data).close();
        assertRefused(
                StandaloneProcess.run(
                        Map.of("PUBLIC_URL", "https://netz.example"),
                        "--port",
                        "0",
                        "--data",
                        data.toString(),
                        "--fresh"),
                "The data so far are now in " + data + "-20");
        try (Stream<Path> folders = Files.list(temporary)) {
            assertThat(folders).hasSize(2);
        }
    }

    @Test
    void keeps_demo_data_on_this_computer() throws Exception {
        String data = temporary.resolve("data").toString();
        assertRefused(
                StandaloneProcess.run(
                        Map.of("PUBLIC_URL", "https://netz.example"),
                        "--port",
                        "0",
                        "--data",
                        data),
                "Not started: With demo data the network is for this computer only");
        assertRefused(
                StandaloneProcess.run(
                        Map.of("SMTP_HOST", "mail.example"), "--port", "0", "--data", data),
                "Not started: With demo data no mail may leave this computer");
        assertRefused(
                StandaloneProcess.run(Map.of(), "--port", "0", "--data", data, "--no-demo"),
                "Not started: The data in " + data + " are demo data");
    }

    private static void assertRefused(StandaloneProcess process, String sentence)
            throws InterruptedException, IOException {
        try (process) {
            assertThat(process.exitCode(SOON)).as("%s", process.text()).isEqualTo(1);
            assertThat(process.text()).contains(sentence).doesNotContain("\tat ");
        }
    }
}
