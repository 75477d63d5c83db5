package de.gemeinsamkommune.standalone;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The command behind {@code ./start}. */
@Command(
        name = "./start",
        description = "Starts the whole network on this computer.",
        sortOptions = false,
        separator = " ",
        footer = {
            "",
            "Environment: KAFKA_BOOTSTRAP_SERVERS, MONGODB_URI and SMTP_HOST/SMTP_PORT put real",
            "servers in the place of the embedded ones; PUBLIC_URL is the address people use;",
            "ADMINISTRATOR_EMAIL invites the first administrator of a network without demo data;",
            "LOG_LEVEL=DEBUG makes the logs in the data folder talk more."
        })
public final class Standalone implements Callable<Integer> {

    private static final long END_WITHIN_MILLIS = 4_800;
    private static final int WRONG = 1;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "port of the network on this computer, 0 for any free one (default 8080)")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:standalone.data:-data}",
            description = "folder that keeps everything (default ./data)")
    private Path data = Path.of("data");

    @Option(names = "--fresh", description = "moves the data aside and starts with none")
    private boolean fresh;

    @Option(names = "--no-demo", description = "loads no demo data into an empty folder")
    private boolean noDemo;

    @Option(
            names = "--time-offset",
            paramLabel = "P1D",
            defaultValue = "PT0S",
            converter = Offset.class,
            description = "adds an ISO 8601 duration to the clock, P1D is tomorrow")
    private Duration timeOffset = Duration.ZERO;

    @Option(
            names = "--register",
            paramLabel = "FILE",
            description = {
                "imports this register of administrative units (GV100AD, or CSV with REGISTER_DAY",
                "set to its day) when it is newer than the one there is"
            })
    private @Nullable Path register;

    @Option(names = "--rehearse", hidden = true, description = "starts, is used a little, ends")
    private boolean rehearse;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    private boolean help;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean failed = new AtomicBoolean();

    /** Starts the network and stays until the process is told to end; exit code 1 on failure. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Standalone());
        command.setParameterExceptionHandler(
                (mistake, given) -> {
                    mistake.getCommandLine().getErr().println(mistake.getMessage());
                    mistake.getCommandLine().getErr().println("./start --help tells the options.");
                    return WRONG;
                });
        command.setExecutionExceptionHandler(
                (failure, line, result) -> {
                    if (!(failure instanceof CannotStart)) {
                        LoggerFactory.getLogger(Standalone.class).error("Not started", failure);
                    }
                    line.getErr().println("Not started: " + failure.getMessage());
                    line.getErr().flush();
                    return WRONG;
                });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (Runtime.version().feature() < 25) {
            throw new CannotStart("JDK 25 is needed, this is " + Runtime.version() + ".");
        }
        if (spec == null) {
            throw new IllegalStateException("not called by picocli");
        }
        PrintWriter out = spec.commandLine().getOut();
        long before = System.nanoTime();
        // nothing is written before something is logged, so the folder may still be moved
        Logs.into(data.toAbsolutePath().normalize().resolve("logs"));
        if (fresh) {
            Path aside = DataFolder.moveAside(data, LocalDateTime.now(Clock.systemDefaultZone()));
            if (aside != null) {
                out.println("The data so far are now in " + aside);
            }
        }
        Path folder = DataFolder.make(data);
        NetworkSettings settings =
                new NetworkSettings(data, port, !noDemo, timeOffset, environment());
        out.println("Starting, data in " + folder);
        out.flush();
        Network network =
                new Network(
                        settings,
                        (part, took) -> {
                            out.println(String.format("  %-12s %s", part, seconds(took)));
                            out.flush();
                        });
        sayWhyTheBrokerHalts(out);
        Thread hook = new Thread(() -> end(network, out), "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            network.start();
        } catch (CannotStart failure) {
            failed.set(true);
            throw failure;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        out.println("Ready after " + seconds(took));
        if (rehearse) {
            new Rehearsal(network).play();
            return 0;
        }
        new Welcome(network, out).print();
        try (AotTraining training = AotTraining.whenWanted()) {
            training.start();
            ended.await();
        }
        return 0;
    }

    /** {@return the environment, in which the option wins over the variable} */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (register != null) {
            environment.put("REGISTER_FILE", register.toAbsolutePath().normalize().toString());
        }
        return environment;
    }

    private void end(Network network, PrintWriter out) {
        if (!failed.get()) {
            out.println();
            out.println("Ending ...");
            out.flush();
        }
        long before = System.nanoTime();
        ended.countDown();
        Thread closing = Thread.ofPlatform().daemon().name("close").start(network::close);
        try {
            closing.join(END_WITHIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failed.get()) {
            return;
        }
        String took = seconds(Duration.ofNanos(System.nanoTime() - before));
        out.println(
                closing.isAlive()
                        ? "Ended after " + took + " without waiting any longer; nothing is lost."
                        : "Ended after " + took);
        out.flush();
    }

    /** Kafka halts the process when its log cannot be written; nobody would learn why. */
    private void sayWhyTheBrokerHalts(PrintWriter out) {
        Exit.setHaltProcedure(
                (status, message) -> {
                    out.println(
                            "The broker halted this process"
                                    + (message == null ? "" : ": " + message)
                                    + " (see "
                                    + data.resolve("logs").resolve("broker.log")
                                    + ")");
                    out.flush();
                    Runtime.getRuntime().halt(status == 0 ? WRONG : status);
                });
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%5.1f s", duration.toMillis() / 1000.0);
    }

    /** Reads an ISO 8601 duration. */
    static final class Offset implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            try {
                return Duration.parse(value);
            } catch (DateTimeParseException malformed) {
                throw new TypeConversionException(
                        "'" + value + "' is no duration such as P1D or PT90M");
            }
        }
    }
}
