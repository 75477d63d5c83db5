package de.gemeinsamkommune.standalone;

import org.awaitility.Awaitility;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The network in a JVM of its own, as {@code ./start} runs it. */
final class StandaloneProcess implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of(
                    "-Xmx768m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private StandaloneProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    static StandaloneProcess run(Map<String, String> environment, String... options)
            throws IOException {
        return run(Standalone.class, environment, options);
    }

    static StandaloneProcess run(
            Class<?> program, Map<String, String> environment, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeAll(
                        List.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "MONGODB_URI",
                                "SMTP_HOST",
                                "PUBLIC_URL"));
        builder.environment().putAll(environment);
        return new StandaloneProcess(builder.start());
    }

    /** Starts with demo data on any free port and waits until the network serves. */
    static StandaloneProcess start(Path data, String... options) throws IOException {
        return start(Map.of(), 0, data, options);
    }

    /** The same on a port of its own and with an environment. */
    static StandaloneProcess start(
            Map<String, String> environment, int port, Path data, String... options)
            throws IOException {
        List<String> all =
                new ArrayList<>(List.of("--port", String.valueOf(port), "--data", data.toString()));
        all.addAll(List.of(options));
        StandaloneProcess started = run(environment, all.toArray(String[]::new));
        started.awaitReady();
        return started;
    }

    void awaitReady() {
        Awaitility.await("the network serves, so far: " + output)
                .atMost(Duration.ofMinutes(3))
                .until(
                        () -> {
                            if (!process.isAlive()) {
                                throw new IllegalStateException("ended: " + text());
                            }
                            return line("End it with Ctrl-C").isPresent();
                        });
    }

    /** {@return the address it told} */
    String url() {
        return line("Open in the browser")
                .map(line -> line.replaceFirst(".*(http://localhost:\\d+).*", "$1"))
                .orElseThrow();
    }

    Optional<String> line(String containing) {
        synchronized (output) {
            return output.stream().filter(line -> line.contains(containing)).findFirst();
        }
    }

    /** {@return all it said so far} */
    String text() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void end() {
        // Process.destroy() would also close the pipe through which it says how it ended
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** {@return the exit code, once it has ended and all it said is read} */
    int exitCode(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + within + ": " + text());
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (IOException | java.io.UncheckedIOException ended) {
            output.add("(" + ended.getMessage() + ")");
        }
    }

    /**
     * The jars of a distribution when {@code standalone.lib} names one, otherwise the test's own.
     */
    private static String classPath() {
        String lib = System.getProperty("standalone.lib", "");
        if (!lib.isEmpty()) {
            return Path.of(lib).toAbsolutePath() + "/*";
        }
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
