package de.gemeinsamkommune.standalone;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Trains the JVM's ahead-of-time cache in a second process at the lowest priority, once the network
 * serves, so that the next start is quicker.
 *
 * <p>The start script names the file; it uses the file when it is there. The training runs with
 * data of its own and no real server, ends with this process, and a failure is only logged.
 */
final class AotTraining implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AotTraining.class);
    private static final String WANTED = "standalone.aot";
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final @Nullable Path cache;
    private final Thread thread = Thread.ofPlatform().daemon().name("aot").unstarted(this::train);
    private volatile @Nullable Process process;

    private AotTraining(@Nullable Path cache) {
        this.cache = cache;
    }

    /** {@return a training that does nothing when the cache exists or none is asked for} */
    static AotTraining whenWanted() {
        String wanted = System.getProperty(WANTED);
        boolean trained = wanted == null || wanted.isBlank() || Files.exists(Path.of(wanted));
        return new AotTraining(trained ? null : Path.of(wanted).toAbsolutePath());
    }

    void start() {
        if (cache != null) {
            thread.start();
        }
    }

    private void train() {
        Path target = cache;
        if (target == null) {
            return;
        }
        Path folder = target.resolveSibling("training");
        try {
            Thread.sleep(QUIET);
            remove(folder);
            Files.createDirectories(folder);
            Path fresh = folder.resolve("cache.aot");
            ProcessBuilder builder =
                    new ProcessBuilder(command(fresh, folder.resolve("data")))
                            .redirectErrorStream(true)
                            .redirectOutput(target.resolveSibling("training.log").toFile());
            for (String real :
                    List.of(
                            "KAFKA_BOOTSTRAP_SERVERS",
                            "MONGODB_URI",
                            "SMTP_HOST",
                            "PUBLIC_URL",
                            "ADMINISTRATOR_EMAIL")) {
                builder.environment().remove(real);
            }
            Process training = builder.start();
            process = training;
            boolean ended = training.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS);
            if (ended && training.exitValue() == 0 && Files.exists(fresh)) {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
                LOG.info("The next start is quicker: {}", target);
            } else {
                LOG.warn("The training for a quicker start failed");
                kill(training);
            }
            remove(folder);
        } catch (IOException failure) {
            LOG.warn("The training for a quicker start failed", failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path output, Path data) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-D" + WANTED))
                .filter(argument -> !argument.startsWith("-XX:AOT"))
                .forEach(command::add);
        command.add("-XX:AOTCacheOutput=" + output);
        // thousands of lines on what it leaves out
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Standalone.class.getName());
        command.addAll(List.of("--rehearse", "--port", "0", "--data", data.toString()));
        return command;
    }

    /** Ends a training that still runs, with the process that it may have started in turn. */
    @Override
    public void close() {
        thread.interrupt();
        Process training = process;
        if (training != null) {
            kill(training);
        }
    }

    private static void kill(Process training) {
        training.descendants().forEach(ProcessHandle::destroyForcibly);
        training.destroyForcibly();
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
