package de.gemeinsamkommune.benchmarks;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What the gateway adds to the time of an answer: the same public page of data, 500 times a second,
 * through the gateway and straight from the service, taking turns every second.
 *
 * <p>A request counts from the moment at which it was due, whether or not earlier ones are answered
 * by then, so a stall counts for all that had to wait for it.
 */
public final class GatewayBenchmark {

    private static final String PATH = "/api/membership/municipalities/09178";
    private static final int RATE = Integer.getInteger("rate", 500);
    private static final int WARM_UP = Integer.getInteger("warm.up", 30);
    private static final int SECONDS = Integer.getInteger("seconds", 20);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final Duration START = Duration.ofMinutes(5);

    /**
     * As many as a reverse proxy keeps. A request that has to wait for one counts from when it was
     * due; without a bound a JVM that is not warm yet is buried under connections.
     */
    private static final int CONNECTIONS = 64;

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient http;

    private GatewayBenchmark(HttpClient http) {
        this.http = http;
    }

    /** The address of one of the two, and how long it took. */
    private record Way(HttpRequest request, Histogram micros) {

        static Way to(String url) {
            return new Way(
                    HttpRequest.newBuilder(URI.create(url + PATH)).timeout(ANSWER).build(),
                    new ConcurrentHistogram(3));
        }
    }

    /**
     * Takes nothing and starts the network itself, or takes the addresses of a gateway and of its
     * membership service; {@code -Drate}, {@code -Dwarm.up}, {@code -Dseconds} (for each of the
     * two) and {@code -Drounds} set the size.
     */
    public static void main(String[] arguments) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build()) {
            GatewayBenchmark benchmark = new GatewayBenchmark(http);
            if (arguments.length == 2) {
                benchmark.measure(arguments[0], arguments[1]);
            } else {
                benchmark.measureOwn();
            }
        }
    }

    private void measureOwn() throws Exception {
        Path folder = Files.createTempDirectory("gateway-benchmark");
        System.out.println("Logs are in " + folder + " until it is measured");
        Path data = folder.resolve("data");
        List<String> command = new ArrayList<>(Program.TOGETHER);
        command.addAll(
                List.of(
                        "-cp",
                        Program.sortedClassPath(),
                        Program.STANDALONE,
                        "--port",
                        "0",
                        "--data",
                        data.toString()));
        try (Program network = Program.start("network", folder, Map.of(), command)) {
            String gateway =
                    network.awaitLine("Open in the browser", START)
                            .replaceFirst(".*(http://localhost:\\d+).*", "$1")
                            .replace("localhost", "127.0.0.1");
            String port =
                    network.awaitLine(
                                    data.resolve("logs").resolve("membership.log"),
                                    "Tomcat started on port",
                                    START)
                            .replaceFirst(".*Tomcat started on port (\\d+).*", "$1");
            measure(gateway, "http://127.0.0.1:" + port);
            network.requireAlive();
        }
        Program.remove(folder);
    }

    private void measure(String gateway, String service) throws Exception {
        // a cold JVM that gets all at once would answer late for long
        oneByOne(List.of(Way.to(gateway), Way.to(service)));
        send(List.of(Way.to(gateway), Way.to(service)), 2 * WARM_UP);
        print("%d requests/s, %d s each; %s", RATE, SECONDS, PATH);
        print("load of the machine: %s", StartBenchmark.load());
        List<Double> middle = new ArrayList<>();
        List<Double> slowest = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Way through = Way.to(gateway);
            Way straight = Way.to(service);
            Histogram late = send(List.of(through, straight), 2 * SECONDS);
            print("through the gateway: %s", text(through.micros()));
            print("straight: %s", text(straight.micros()));
            print("sent later than due: %s", text(late));
            middle.add(added(through, straight, 50));
            slowest.add(added(through, straight, 99));
            print("added: p50 %.2f ms, p99 %.2f ms", middle.getLast(), slowest.getLast());
        }
        print(
                "added by the gateway, median of %d: p50 %.2f ms (asked: 1), p99 %.2f ms (asked:"
                        + " 5)",
                ROUNDS, median(middle), median(slowest));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Sends the next request when the one before is answered. */
    private void oneByOne(List<Way> ways) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(WARM_UP).toNanos();
        while (System.nanoTime() - end < 0) {
            for (Way way : ways) {
                int status =
                        http.send(way.request(), HttpResponse.BodyHandlers.ofByteArray())
                                .statusCode();
                if (status != 200) {
                    throw new IllegalStateException(
                            "%s answers %d".formatted(way.request().uri(), status));
                }
            }
        }
    }

    /**
     * Sends to each in turn for a second at a time.
     *
     * @return how late the requests were sent
     * @throws IllegalStateException when one was not answered with 200
     */
    private Histogram send(List<Way> ways, int seconds) throws Exception {
        Histogram late = new Histogram(3);
        AtomicInteger failed = new AtomicInteger();
        AtomicReference<String> why = new AtomicReference<>("");
        int all = RATE * seconds;
        Semaphore answered = new Semaphore(0);
        Semaphore connections = new Semaphore(CONNECTIONS);
        long start = System.nanoTime();
        for (int number = 0; number < all; number++) {
            Way way = ways.get(number / RATE % ways.size());
            long due = start + number * 1_000_000_000L / RATE;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            connections.acquire();
            late.recordValue((System.nanoTime() - due) / 1_000);
            http.sendAsync(way.request(), HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete(
                            (answer, failure) -> {
                                way.micros().recordValue((System.nanoTime() - due) / 1_000);
                                if (failure != null || answer.statusCode() != 200) {
                                    failed.incrementAndGet();
                                    why.set(
                                            failure != null
                                                    ? String.valueOf(failure)
                                                    : "status " + answer.statusCode());
                                }
                                connections.release();
                                answered.release();
                            });
        }
        if (!answered.tryAcquire(all, 2 * ANSWER.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException(
                    "Only %d of %d answered".formatted(answered.availablePermits(), all));
        }
        if (failed.get() > 0) {
            throw new IllegalStateException(
                    "%d of %d requests failed, the last by %s"
                            .formatted(failed.get(), all, why.get()));
        }
        return late;
    }

    private static double added(Way through, Way straight, double percentile) {
        return (through.micros().getValueAtPercentile(percentile)
                        - straight.micros().getValueAtPercentile(percentile))
                / 1e3;
    }

    private static String text(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, max %.2f ms",
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    private static void print(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
