package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares docker-compose.yml and the Dockerfile with what the services really read. */
class ComposeTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");

    private final Map<String, Object> services = services();

    @ParameterizedTest
    @EnumSource(Service.class)
    void sets_what_a_service_reads(Service service) throws IOException {
        Map<String, Object> environment = Repository.at(services, service.id(), "environment");

        assertThat(environment).containsEntry("SERVICE", service.id());
        assertThat(environment.keySet()).containsAll(Repository.mustBeSetApart(service));
        assertThat(Repository.variables())
                .as("a variable that nobody reads is a mistake in its name")
                .containsAll(environment.keySet());
    }

    @Test
    void has_services_that_exist_and_no_others() {
        Set<String> ours = new TreeSet<>();
        services.forEach(
                (name, service) -> {
                    if (Repository.<Map<String, Object>>at(service).containsKey("build")) {
                        ours.add(name);
                    }
                });

        Set<String> wanted = new TreeSet<>(Set.of("topics"));
        for (Service service : Service.values()) {
            wanted.add(service.id());
        }
        assertThat(ours).isEqualTo(wanted);
    }

    @Test
    void listens_on_this_computer_only() {
        services.forEach(
                (name, service) -> {
                    Object ports = Repository.<Map<String, Object>>at(service).get("ports");
                    if (ports instanceof List<?> list) {
                        assertThat(list).allMatch(port -> port.toString().startsWith("127.0.0.1:"));
                    }
                });
        assertThat(Repository.<List<String>>at(services, "gateway", "ports"))
                .containsExactly("127.0.0.1:${GATEWAY_PORT:-8080}:8080");
    }

    @Test
    void declares_the_topics_before_any_service_starts() {
        assertThat(Repository.<String>at(services, "topics", "environment", "SERVICE"))
                .isEqualTo("topics");
        for (Service service : Service.values()) {
            if (service != Service.GATEWAY) {
                assertThat(
                                Repository.<String>at(
                                        services,
                                        service.id(),
                                        "depends_on",
                                        "topics",
                                        "condition"))
                        .isEqualTo("service_completed_successfully");
            }
        }
    }

    @Test
    void holds_no_secret() throws IOException {
        for (String line : Files.readAllLines(Repository.ROOT.resolve("docker-compose.yml"))) {
            if (line.matches("\\s*[A-Z_]*(SECRET|PASSWORD|_KEY): .*")) {
                assertThat(line).matches(".*: \\$\\{[A-Z_]+:(-|\\?see \\.env\\.example)}");
            }
        }
    }

    @Test
    void reads_only_what_the_example_explains() throws IOException {
        String example = Files.readString(Repository.ROOT.resolve(".env.example"));
        Set<String> optional = Set.of("VERSION", "GATEWAY_PORT", "MAILPIT_PORT", "PROMETHEUS_PORT");
        Matcher matcher = VARIABLE.matcher(compose());
        while (matcher.find()) {
            if (!optional.contains(matcher.group(1))) {
                assertThat(example).containsPattern("(?m)^" + matcher.group(1) + "=");
            }
        }
    }

    @Test
    void has_an_image_that_runs_as_nobody_with_the_jars_of_the_build() throws IOException {
        String dockerfile = Files.readString(Repository.ROOT.resolve("Dockerfile"));

        assertThat(dockerfile)
                .contains("FROM eclipse-temurin:25-jre\n")
                .contains("COPY infrastructure/standalone/target/dist/lib /app/lib\n")
                .contains("USER 10001:10001\n")
                .contains("/actuator/health/readiness")
                .contains(RunService.class.getName())
                .doesNotContain("# syntax");
        assertThat(Files.readString(Repository.ROOT.resolve(".dockerignore")))
                .contains("!infrastructure/standalone/target/dist/lib\n");
    }

    @Test
    void gives_the_services_an_account_for_each_of_their_databases() throws IOException {
        String users = Files.readString(Repository.ROOT.resolve("infrastructure/mongo/users.js"));

        for (Service service : Service.values()) {
            if (service != Service.GATEWAY) {
                assertThat(users).contains("\"" + service.id() + "\"");
            }
        }
    }

    @Test
    void collects_the_metrics_of_every_service() throws IOException {
        Map<String, Object> prometheus =
                Repository.yaml(
                                Files.readString(
                                        Repository.ROOT.resolve(
                                                "infrastructure/prometheus/prometheus.yml")))
                        .getFirst();

        List<String> targets =
                Repository.at(prometheus, "scrape_configs", 0, "static_configs", 0, "targets");

        Set<String> wanted = new TreeSet<>();
        for (Service service : Service.values()) {
            wanted.add(service.id() + (service == Service.GATEWAY ? ":8081" : ":8080"));
        }
        assertThat(new TreeSet<>(targets)).isEqualTo(wanted);
    }

    @Test
    void is_understood_by_docker_where_there_is_one() throws Exception {
        assumeThat(run(List.of("docker", "compose", "version")))
                .as("docker compose is not installed")
                .isZero();

        assertThat(
                        run(
                                List.of(
                                        "docker",
                                        "compose",
                                        "--env-file",
                                        filled().toString(),
                                        "--project-directory",
                                        Repository.ROOT.toString(),
                                        "config",
                                        "--quiet")))
                .isZero();
    }

    private static Path filled() throws IOException {
        Path file = Files.createTempFile("compose", ".env");
        file.toFile().deleteOnExit();
        String example = Files.readString(Repository.ROOT.resolve(".env.example"));
        return Files.writeString(file, example.replaceAll("(?m)^([A-Z_]+)=$", "$1=x"));
    }

    private static int run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException notInstalled) {
            return -1;
        }
    }

    private static Map<String, Object> services() {
        return Repository.at(Repository.yaml(compose()).getFirst(), "services");
    }

    private static String compose() {
        try {
            return Files.readString(
                    Repository.ROOT.resolve("docker-compose.yml"), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
