package de.gemeinsamkommune.embedded;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Apache Kafka itself in KRaft mode: one node that is controller and broker, its log on disk.
 *
 * <p>Data survive restarts and kill -9 of the process; loss of power is a matter of the operating
 * system's page cache, as with any Kafka that does not flush each record.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final String bootstrap;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrap) {
        this.server = server;
        this.bootstrap = bootstrap;
    }

    /**
     * Starts the broker and returns when it serves clients.
     *
     * @param dir folder of the log, made when missing; its data are kept
     * @param port port for clients on loopback, 0 for any free one
     * @param controllerPort port of the controller on loopback, 0 for any free one
     * @throws IOException when the folder cannot be written or a port is taken
     */
    public static EmbeddedKafka start(Path dir, int port, int controllerPort) throws IOException {
        Files.createDirectories(dir);
        int clients = port == 0 ? freePort() : port;
        int controller = controllerPort == 0 ? freePort() : controllerPort;
        format(dir);
        try {
            KafkaRaftServer server =
                    new KafkaRaftServer(
                            new KafkaConfig(settings(dir, clients, controller), false),
                            Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, HOST + ":" + clients);
        } catch (RuntimeException failure) {
            throw new IOException("The Kafka broker did not start: " + failure, failure);
        }
    }

    /** {@return host and port that clients connect to} */
    public String bootstrap() {
        return bootstrap;
    }

    /** Stops the broker; returns when its log is closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path dir) throws IOException {
        Path idFile = dir.resolve("cluster-id");
        if (!Files.exists(idFile)) {
            Files.writeString(idFile, Uuid.randomUuid().toString(), StandardCharsets.US_ASCII);
        }
        Formatter formatter = new Formatter();
        formatter
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
                .setClusterId(Files.readString(idFile, StandardCharsets.US_ASCII))
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(dir.toString())
                .setDirectories(List.of(dir.toString()))
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (Exception failure) {
            throw new IOException("The folder " + dir + " cannot hold Kafka's log", failure);
        }
    }

    private static Map<String, Object> settings(Path dir, int port, int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        String clients = "PLAINTEXT://" + HOST + ":" + port;
        settings.put("listeners", clients + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", clients);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", dir.toString());
        for (String internal : List.of("offsets.topic", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "1");
        }
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // the defaults would forget the history after a week
        settings.put("log.retention.ms", "-1");
        settings.put("log.retention.bytes", "-1");
        settings.put("offsets.retention.minutes", "525600");
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        // the default of 128 MiB would be most of a small heap
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("offsets.load.buffer.size", "1048576");
        settings.put("transaction.state.log.load.buffer.size", "1048576");
        // a restart after kill -9 waits for the dead broker's session: 4 s instead of 13 s
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.election.timeout.ms", "300");
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }
}
