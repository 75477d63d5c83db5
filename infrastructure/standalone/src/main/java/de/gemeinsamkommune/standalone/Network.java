package de.gemeinsamkommune.standalone;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.embedded.EmbeddedMongo;
import de.gemeinsamkommune.messaging.Topics;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The whole network in this process: broker, store, mail sink, every service, the gateway.
 *
 * <p>The services are the same jars that run alone; they find each other by the same settings, and
 * speak HTTP, Kafka and the MongoDB protocol with each other as if they were apart.
 */
public final class Network implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Network.class);
    private static final int STARTS_AT_ONCE = 2;

    private final NetworkSettings settings;
    private final Progress progress;
    private final Clock clock;
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Map<Service, ConfigurableApplicationContext> contexts =
            new EnumMap<>(Service.class);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Mailbox mailbox = new Mailbox();
    private final Lock lock = new ReentrantLock();
    private boolean ended;

    private @Nullable DataFolder data;
    private String publicUrl = "";
    private String bootstrap = "";
    private String mongoUri = "";
    private String smtpHost = "";
    private int smtpPort;
    private @Nullable String mailPageUrl;
    private boolean demo;
    private String clientSecret = "";
    private String identityKey = "";

    /** A network that is not started yet. */
    public Network(NetworkSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.clock = Clock.offset(Clock.systemUTC(), settings.timeOffset());
    }

    /**
     * Starts everything; returns when the gateway serves.
     *
     * @throws CannotStart when something is in the way; what was started by then ends with {@link
     *     #close()}
     */
    public void start() {
        if (settings.port() != 0) {
            Loopback.requireFree(settings.port());
        }
        DataFolder folder = DataFolder.open(settings.data());
        lock.lock();
        try {
            data = folder;
            parts.push(folder);
        } finally {
            lock.unlock();
        }
        folder.requireReadable();
        demo = folder.demo(settings.demo());
        clientSecret = settings.variable("CLIENT_SECRET", folder.secret("client-secret"));
        identityKey = settings.variable("IDENTITY_KEY", folder.secret("identity-key"));
        choosePorts();
        requireHarmless();
        List<Callable<String>> infrastructure = new ArrayList<>();
        infrastructure.add(() -> timed("broker", () -> startBroker(folder)));
        infrastructure.add(() -> timed("store", () -> startStore(folder)));
        infrastructure.add(() -> timed("mail", this::startMail));
        atOnce(infrastructure);
        atOnce(List.of(() -> timed("topics", () -> Topics.declare(bootstrap))));
        List<Callable<String>> services = new ArrayList<>();
        for (Service service : Service.values()) {
            if (service != Service.GATEWAY) {
                services.add(() -> timed(service.id(), () -> startService(service)));
            }
        }
        atOnce(services);
        atOnce(List.of(() -> timed(Service.GATEWAY.id(), () -> startService(Service.GATEWAY))));
    }

    /** {@return the address of the gateway, without a slash at its end} */
    public String url() {
        return "http://localhost:" + port(Service.GATEWAY);
    }

    /** {@return the address under which people reach the network, the issuer of its tokens} */
    public String publicUrl() {
        return publicUrl;
    }

    /** {@return host and port of the broker} */
    public String bootstrap() {
        return bootstrap;
    }

    /** {@return the connection string of the store} */
    public String mongoUri() {
        return mongoUri;
    }

    /** {@return the running services and the gateway, for whoever measures them from within} */
    public List<ApplicationContext> contexts() {
        lock.lock();
        try {
            return List.copyOf(contexts.values());
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether demo data are loaded} */
    public boolean demo() {
        return demo;
    }

    /** {@return whether caught mails can be read under {@code /mail}} */
    public boolean mailPage() {
        return mailPageUrl != null;
    }

    /** {@return whether mails are caught instead of sent} */
    boolean mailSink() {
        return !settings.has("SMTP_HOST");
    }

    DataFolder data() {
        if (data == null) {
            throw new IllegalStateException("The network is not started");
        }
        return data;
    }

    String url(Service service) {
        return "http://" + Loopback.HOST + ":" + port(service);
    }

    String clientSecret() {
        return clientSecret;
    }

    Optional<String> administrator() {
        return settings.has("ADMINISTRATOR_EMAIL")
                ? Optional.of(settings.variable("ADMINISTRATOR_EMAIL", ""))
                : Optional.empty();
    }

    private int port(Service service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalStateException("The network is not started");
        }
        return port;
    }

    private void choosePorts() {
        List<Integer> free = Loopback.freePorts(Service.values().length);
        for (Service service : Service.values()) {
            ports.put(service, free.get(service.ordinal()));
        }
        if (settings.port() != 0) {
            ports.put(Service.GATEWAY, settings.port());
        }
        publicUrl = settings.variable("PUBLIC_URL", url()).replaceAll("/+$", "");
    }

    /** Demo people sign in without a secret, so they must not meet the outside world. */
    private void requireHarmless() {
        boolean loopback = Loopback.isUrl(publicUrl);
        String host = settings.variable("SMTP_HOST", Loopback.HOST);
        if (demo && !loopback) {
            throw new CannotStart(
                    "With demo data the network is for this computer only, but PUBLIC_URL is "
                            + publicUrl
                            + ": unset it, or start with --no-demo and other --data.");
        }
        if (demo && !Loopback.isHost(host)) {
            throw new CannotStart(
                    "With demo data no mail may leave this computer, but SMTP_HOST is "
                            + host
                            + ": unset it, or start with --no-demo and other --data.");
        }
    }

    private void startBroker(DataFolder folder) throws IOException {
        if (settings.has("KAFKA_BOOTSTRAP_SERVERS")) {
            bootstrap = settings.variable("KAFKA_BOOTSTRAP_SERVERS", "");
            return;
        }
        EmbeddedKafka broker = EmbeddedKafka.start(folder.broker(), 0, 0);
        bootstrap = broker.bootstrap();
        keep(broker);
    }

    private void startStore(DataFolder folder) throws IOException {
        if (settings.has("MONGODB_URI")) {
            mongoUri = settings.variable("MONGODB_URI", "");
            return;
        }
        EmbeddedMongo store = EmbeddedMongo.start(folder.store(), 0);
        mongoUri = store.uri();
        keep(store);
        keep(Compaction.every(Compaction.PERIOD, store));
    }

    private void startMail() throws IOException {
        if (!mailSink()) {
            smtpHost = settings.variable("SMTP_HOST", "");
            smtpPort = Integer.parseInt(settings.variable("SMTP_PORT", "25"));
            return;
        }
        MailSink sink = MailSink.start(Loopback.freePorts(1).getFirst(), mailbox, clock);
        smtpHost = Loopback.HOST;
        smtpPort = sink.port();
        keep(sink);
        if (demo && Loopback.isUrl(publicUrl)) {
            MailPage page = MailPage.start(0, mailbox);
            mailPageUrl = page.url();
            keep(page);
        }
    }

    /**
     * Writes the trace's id into the logs, for the whole JVM. The first service to start brings it;
     * with one of each service every span would be announced eight times over.
     */
    static final String TRACE_IN_LOGS =
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
                    + ".OpenTelemetryEventPublisherBeansApplicationListener";

    private void startService(Service service) {
        String[] arguments =
                properties().entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new);
        SpringApplicationBuilder builder = service.application().registerShutdownHook(false);
        if (service != Service.IDENTITY) {
            SpringApplication application = builder.application();
            application.setListeners(
                    application.getListeners().stream()
                            .filter(each -> !each.getClass().getName().equals(TRACE_IN_LOGS))
                            .toList());
        }
        ConfigurableApplicationContext context = builder.run(arguments);
        lock.lock();
        try {
            if (ended) {
                context.close();
            } else {
                contexts.put(service, context);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return what the environment would say to a service that runs alone} */
    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            properties.put(service.portVariable(), String.valueOf(port(service)));
            properties.put(service.urlVariable(), url(service));
        }
        properties.put("API_URL", "http://" + Loopback.HOST + ":" + port(Service.GATEWAY));
        properties.put("SERVER_ADDRESS", Loopback.HOST);
        properties.put("PUBLIC_URL", publicUrl);
        properties.put("KAFKA_BOOTSTRAP_SERVERS", bootstrap);
        properties.put("MONGODB_URI", mongoUri);
        properties.put("SMTP_HOST", smtpHost);
        properties.put("SMTP_PORT", String.valueOf(smtpPort));
        properties.put("CLIENT_SECRET", clientSecret);
        properties.put("IDENTITY_KEY", identityKey);
        properties.put("DEMO", String.valueOf(demo));
        properties.put("SECOND_FACTOR", secondFactor());
        properties.put("TIME_OFFSET", settings.timeOffset().toString());
        if (settings.has("REGISTER_FILE")) {
            properties.put("REGISTER_FILE", settings.variable("REGISTER_FILE", ""));
        }
        if (mailPageUrl != null) {
            properties.put("MAIL_PAGE_URL", mailPageUrl);
        }
        if (!settings.has("MONGODB_URI")) {
            // the folder's lock makes certain that nobody else publishes from this store
            properties.put("MESSAGING_INSTANCE", "standalone");
        }
        // all have to end within seconds, see close()
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        // the global registry would mix the meters of all services
        properties.put("management.metrics.use-global-registry", "false");
        return properties;
    }

    /** On this computer only nobody has to own a telephone before they can look around. */
    private String secondFactor() {
        return settings.variable("SECOND_FACTOR", Loopback.isUrl(publicUrl) ? "optional" : "team");
    }

    private void keep(AutoCloseable part) {
        lock.lock();
        try {
            parts.push(part);
        } finally {
            lock.unlock();
        }
    }

    private interface Start {
        void run() throws Exception;
    }

    private String timed(String part, Start start) throws Exception {
        long before = System.nanoTime();
        try {
            Part.as(
                    part,
                    () -> {
                        start.run();
                        return part;
                    });
        } catch (CannotStart failure) {
            throw failure;
        } catch (Exception failure) {
            LOG.atDebug().setCause(failure).log("{} did not start", part);
            throw new CannotStart(
                    part + " did not start: " + reason(failure) + seeLog(part), failure);
        }
        progress.started(part, Duration.ofNanos(System.nanoTime() - before));
        return part;
    }

    private String seeLog(String part) {
        return " (more in " + data().logs().resolve(part + ".log") + ")";
    }

    /** Does all of it, two at a time; the first failure ends the wait. */
    private static void atOnce(List<Callable<String>> starts) {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        STARTS_AT_ONCE, Thread.ofPlatform().daemon().name("start-", 0).factory());
        try {
            ExecutorCompletionService<String> done = new ExecutorCompletionService<>(threads);
            starts.forEach(done::submit);
            for (int i = 0; i < starts.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof CannotStart sentence) {
                throw sentence;
            }
            throw new CannotStart(reason(failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotStart("The start was interrupted.", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String first = message == null ? "" : message.lines().findFirst().orElse("").strip();
        return first.isEmpty()
                ? root.getClass().getSimpleName()
                : root.getClass().getSimpleName() + ": " + first;
    }

    /**
     * Ends everything: first the gateway, so that nothing new comes in, then the services side by
     * side, then what they stand on. What cannot be ended is logged, and the rest goes on.
     */
    @Override
    public void close() {
        List<ConfigurableApplicationContext> services;
        ConfigurableApplicationContext gateway;
        Deque<AutoCloseable> rest;
        lock.lock();
        try {
            ended = true;
            gateway = contexts.remove(Service.GATEWAY);
            services = new ArrayList<>(contexts.values()).reversed();
            contexts.clear();
            rest = new ArrayDeque<>(parts);
            parts.clear();
        } finally {
            lock.unlock();
        }
        if (gateway != null) {
            end(gateway);
        }
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().daemon().name("end-", 0).factory())) {
            services.forEach(context -> threads.execute(() -> end(context)));
        }
        rest.forEach(Network::end);
    }

    private static void end(AutoCloseable part) {
        long before = System.nanoTime();
        try {
            part.close();
            LOG.info(
                    "{} ended in {} ms",
                    part instanceof ConfigurableApplicationContext context
                            ? context.getId()
                            : part.getClass().getSimpleName(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
        } catch (Exception failure) {
            LOG.warn("{} could not be ended", part, failure);
        }
    }
}
