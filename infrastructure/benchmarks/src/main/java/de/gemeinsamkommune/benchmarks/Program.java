package de.gemeinsamkommune.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java program in a process of its own, on this program's JDK; ends with this program. */
final class Program implements AutoCloseable {

    /** As the start script runs the network. */
    static final List<String> TOGETHER =
            List.of(
                    "-Xms512m",
                    "-Xmx768m",
                    "-Xmn256m",
                    "-XX:+UseParallelGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    static final String STANDALONE = "de.gemeinsamkommune.standalone.Standalone";

    private static final List<String> OUTSIDE =
            List.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    "MONGODB_URI",
                    "SMTP_HOST",
                    "SMTP_PORT",
                    "PUBLIC_URL",
                    "ADMINISTRATOR_EMAIL",
                    "CLIENT_SECRET",
                    "IDENTITY_KEY",
                    "JAVA_TOOL_OPTIONS");
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Path log;
    private final long started;
    private final Thread hook;

    private Program(String name, Process process, Path log, long started) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.started = started;
        this.hook = new Thread(process::destroyForcibly);
    }

    /**
     * Starts a program; what it says goes to {@code <name>.log} in the folder.
     *
     * @param environment besides this program's own, without what names real servers
     * @param command options of the JVM, main class and arguments
     */
    static Program start(
            String name, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(command);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(OUTSIDE);
        builder.environment().putAll(environment);
        long started = System.nanoTime();
        Program program = new Program(name, builder.start(), log, started);
        Runtime.getRuntime().addShutdownHook(program.hook);
        return program;
    }

    /** {@return the folder with all jars of the network, from {@code -Dlib}} */
    static Path lib() {
        Path lib =
                Path.of(System.getProperty("lib", "infrastructure/standalone/target/dist/lib"))
                        .toAbsolutePath();
        if (!Files.isDirectory(lib)) {
            throw new IllegalStateException("There are no jars in " + lib + ": build first");
        }
        return lib;
    }

    /** {@return all jars of the network in the order in which the start script names them} */
    static String sortedClassPath() throws IOException {
        try (Stream<Path> jars = Files.list(lib())) {
            return jars.map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(":"));
        }
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    String name() {
        return name;
    }

    /** {@return seconds since the process was started} */
    double age() {
        return (System.nanoTime() - started) / 1e9;
    }

    /**
     * {@return the first line with that text}
     *
     * @throws IOException when the program ends without it
     * @throws TimeoutException when it does not come in time
     */
    String awaitLine(String containing, Duration within) throws IOException, TimeoutException {
        return awaitLine(log, containing, within);
    }

    /** {@return the first line with that text in a file the program writes} */
    String awaitLine(Path file, String containing, Duration within)
            throws IOException, TimeoutException {
        long patience = System.nanoTime() + within.toNanos();
        while (true) {
            boolean alive = process.isAlive();
            if (Files.exists(file)) {
                for (String line : Files.readString(file).split("\n")) {
                    if (line.contains(containing)) {
                        return line;
                    }
                }
            }
            if (!alive) {
                throw ended();
            }
            if (System.nanoTime() - patience > 0) {
                throw new TimeoutException(
                        "%s does not say '%s' within %d s, see %s"
                                .formatted(name, containing, within.toSeconds(), file));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /**
     * Waits until the program has ended by itself.
     *
     * @throws IOException when its exit code is not 0
     * @throws TimeoutException when it does not end in time
     */
    void awaitEnd(Duration within) throws IOException, InterruptedException, TimeoutException {
        if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException(
                    "%s does not end within %d s".formatted(name, within.toSeconds()));
        }
        if (process.exitValue() != 0) {
            throw ended();
        }
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    private IOException ended() {
        return new IOException(
                "%s ended with exit code %d, see %s".formatted(name, process.exitValue(), log));
    }

    /** {@return seconds of processor time so far, user and system} */
    double cpu() {
        return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /**
     * {@return bytes of memory, a page that several processes share counted in parts (Pss)}
     *
     * @throws IOException where there is no {@code /proc}, that is, elsewhere than on Linux
     */
    long memory() throws IOException {
        for (String line :
                Files.readAllLines(
                        Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("No Pss of " + name);
    }

    /** Ends the process, by force when it takes longer than 10 s. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
