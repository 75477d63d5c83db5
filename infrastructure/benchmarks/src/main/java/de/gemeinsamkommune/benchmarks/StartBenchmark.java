package de.gemeinsamkommune.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Start of the whole network in one JVM with the trained ahead-of-time cache, until it says that it
 * is ready, as a ratio to the same services, broker and store as separate JVMs without one, until
 * each says that it is healthy; and the memory of both 10 s later. Each starts with no data and
 * brings the demo data.
 *
 * <p>The separate JVMs have the options of the container image at its limit of 512 MB, or {@code
 * -Dseparate.flags}, and are started as many at once as {@code -Dat.once} says: 2, as many as the
 * one JVM starts at once.
 */
public final class StartBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 1);
    private static final int AT_ONCE = Integer.getInteger("at.once", 2);
    private static final List<String> APART =
            List.of(
                    System.getProperty(
                                    "separate.flags",
                                    "-Xmx307m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError")
                            .split(" "));
    private static final List<String> QUIET =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    private static final List<String> SERVICES =
            List.of(
                    "identity",
                    "membership",
                    "newsletter",
                    "events",
                    "portal",
                    "advisory",
                    "analytics",
                    "gateway");
    private static final Duration TRAINING = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /**
     * What a start takes.
     *
     * @param seconds until it serves
     * @param cpu seconds of processor time until then
     * @param memory bytes a little later
     */
    private record Cost(double seconds, double cpu, long memory) {}

    private final Path folder;
    private final String classPath;
    private final HttpClient http;

    private StartBenchmark(Path folder, String classPath, HttpClient http) {
        this.folder = folder;
        this.classPath = classPath;
        this.http = http;
    }

    /**
     * Takes no arguments; {@code -Drounds}, {@code -Dat.once}, {@code -Dseparate.flags} vary the
     * measurement, {@code -Daot.cache} names a trained cache to be kept and used again.
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("start-benchmark");
        System.out.println("Logs are in " + folder + " until it is measured");
        try (HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build()) {
            new StartBenchmark(folder, Program.sortedClassPath(), http).measure();
        }
        Program.remove(folder);
    }

    private void measure() throws Exception {
        Path cache = train();
        double[] start = new double[ROUNDS];
        double[] processor = new double[ROUNDS];
        double[] memory = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            print("round %d of %d, load of the machine: %s", round + 1, ROUNDS, load());
            Cost together = together(cache, round);
            print("one JVM: %s", text(together));
            Cost apart = apart(round);
            print("separate JVMs, %d at once: %s", AT_ONCE, text(apart));
            start[round] = together.seconds() / apart.seconds();
            processor[round] = together.cpu() / apart.cpu();
            memory[round] = (double) together.memory() / apart.memory();
        }
        print("start ratio, median of %d: %.2f (asked: 0.25)", ROUNDS, median(start));
        print("processor time ratio, median of %d: %.2f", ROUNDS, median(processor));
        print("memory ratio, median of %d: %.2f (asked: 0.35)", ROUNDS, median(memory));
    }

    /** Trains the cache as the network does after its first start. */
    private Path train() throws Exception {
        String kept = System.getProperty("aot.cache");
        Path cache = kept == null ? folder.resolve("cache.aot") : Path.of(kept).toAbsolutePath();
        if (Files.exists(cache)) {
            return cache;
        }
        long before = System.nanoTime();
        List<String> command = new ArrayList<>(Program.TOGETHER);
        command.addAll(
                List.of(
                        "-XX:AOTCacheOutput=" + cache,
                        "-cp",
                        classPath,
                        Program.STANDALONE,
                        "--rehearse",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("training").toString()));
        try (Program training = Program.start("training", folder, Map.of(), command)) {
            training.awaitEnd(TRAINING);
        }
        print(
                "cache trained in %.0f s, %d MB",
                (System.nanoTime() - before) / 1e9, Files.size(cache) >> 20);
        return cache;
    }

    private Cost together(Path cache, int round) throws Exception {
        List<String> command = new ArrayList<>(Program.TOGETHER);
        command.addAll(
                List.of(
                        "-XX:AOTCache=" + cache,
                        // a start without the cache must not be measured as one with it
                        "-XX:AOTMode=on",
                        "-cp",
                        classPath,
                        Program.STANDALONE,
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("together" + round).toString()));
        try (Program network = Program.start("network" + round, folder, Map.of(), command)) {
            network.awaitLine("Ready after", START);
            double seconds = network.age();
            double cpu = network.cpu();
            settle();
            network.requireAlive();
            return new Cost(seconds, cpu, network.memory());
        }
    }

    private Cost apart(int round) throws Exception {
        List<Program> programs = new ArrayList<>();
        try {
            long before = System.nanoTime();
            Program parts = parts(round);
            programs.add(parts);
            String[] told =
                    parts.awaitLine(BrokerAndStore.READY, START)
                            .substring(BrokerAndStore.READY.length())
                            .split(" ");
            double cpu = parts.cpu();
            print("  %-14s %5.1f s  %5.1f s of processor time", parts.name(), parts.age(), cpu);
            Map<String, Integer> ports = ports();
            Map<String, String> environment = environment(ports, told);
            Deque<String> waiting = new ArrayDeque<>(SERVICES);
            Map<Program, URI> starting = new LinkedHashMap<>();
            long patience = System.nanoTime() + START.toNanos();
            while (!waiting.isEmpty() || !starting.isEmpty()) {
                while (starting.size() < AT_ONCE && !waiting.isEmpty()) {
                    String service = waiting.pop();
                    Program program = service(service, round, environment);
                    programs.add(program);
                    starting.put(
                            program,
                            URI.create(
                                    "http://127.0.0.1:" + ports.get(service) + "/actuator/health"));
                }
                for (Map.Entry<Program, URI> each : List.copyOf(starting.entrySet())) {
                    Program program = each.getKey();
                    program.requireAlive();
                    if (healthy(each.getValue())) {
                        print(
                                "  %-14s %5.1f s  %5.1f s of processor time",
                                program.name(), program.age(), program.cpu());
                        cpu += program.cpu();
                        starting.remove(program);
                    }
                }
                if (System.nanoTime() - patience > 0) {
                    throw new TimeoutException(
                            "Not healthy within %d s: %s"
                                    .formatted(
                                            START.toSeconds(),
                                            starting.keySet().stream()
                                                    .map(Program::name)
                                                    .toList()));
                }
                LockSupport.parkNanos(100_000_000);
            }
            double seconds = (System.nanoTime() - before) / 1e9;
            settle();
            long memory = 0;
            for (Program program : programs) {
                program.requireAlive();
                memory += program.memory();
            }
            return new Cost(seconds, cpu, memory);
        } finally {
            for (Program program : programs.reversed()) {
                program.close();
            }
        }
    }

    private Program parts(int round) throws IOException {
        List<String> command = new ArrayList<>(APART);
        command.addAll(QUIET);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerAndStore.class.getName(),
                        folder.resolve("apart" + round).toString()));
        return Program.start("parts" + round, folder, Map.of(), command);
    }

    private Program service(String service, int round, Map<String, String> environment)
            throws IOException {
        String main =
                "de.gemeinsamkommune.%s.%s%sApplication"
                        .formatted(
                                service,
                                service.substring(0, 1).toUpperCase(Locale.ROOT),
                                service.substring(1));
        List<String> command = new ArrayList<>(APART);
        command.addAll(QUIET);
        command.addAll(List.of("-cp", Program.lib() + "/*", main));
        return Program.start(service + round, folder, environment, command);
    }

    private static Map<String, String> environment(Map<String, Integer> ports, String[] parts) {
        Map<String, String> environment = new HashMap<>();
        ports.forEach(
                (service, port) -> {
                    String name = service.toUpperCase(Locale.ROOT);
                    environment.put(name + "_PORT", String.valueOf(port));
                    environment.put(name + "_URL", "http://127.0.0.1:" + port);
                });
        environment.put("PUBLIC_URL", "http://localhost:" + ports.get("gateway"));
        environment.put("API_URL", "http://127.0.0.1:" + ports.get("gateway"));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", parts[0]);
        environment.put("MONGODB_URI", parts[1]);
        environment.put("SMTP_HOST", "127.0.0.1");
        environment.put("SMTP_PORT", parts[2]);
        environment.put("CLIENT_SECRET", "for-this-measurement-only-and-nothing-else");
        environment.put("IDENTITY_KEY", "for-this-measurement-only-and-nothing-else");
        environment.put("DEMO", "true");
        return environment;
    }

    private static Map<String, Integer> ports() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<String, Integer> ports = new HashMap<>();
            for (String service : SERVICES) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(service, socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private boolean healthy(URI health) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void settle() throws InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLED.toSeconds());
    }

    static String load() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return Files.exists(load) ? Files.readString(load).strip() : "unknown";
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String text(Cost cost) {
        return String.format(
                Locale.ROOT,
                "%.1f s, %.1f s of processor time, %d MB",
                cost.seconds(),
                cost.cpu(),
                cost.memory() >> 20);
    }

    private static void print(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
