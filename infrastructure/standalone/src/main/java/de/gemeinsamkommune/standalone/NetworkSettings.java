package de.gemeinsamkommune.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the network is to run.
 *
 * @param data folder that keeps everything, made when missing
 * @param port port of the gateway on loopback, 0 for any free one
 * @param demo whether demo data are loaded into an empty data folder
 * @param timeOffset added to the clock of every service
 * @param environment environment variables; {@code KAFKA_BOOTSTRAP_SERVERS}, {@code MONGODB_URI}
 *     and {@code SMTP_HOST} put real servers in the place of the embedded ones
 */
public record NetworkSettings(
        Path data, int port, boolean demo, Duration timeOffset, Map<String, String> environment) {

    public NetworkSettings {
        environment = Map.copyOf(environment);
    }

    /** {@return settings with demo data, any free port and no real servers} */
    public static NetworkSettings demo(Path data) {
        return new NetworkSettings(data, 0, true, Duration.ZERO, Map.of());
    }

    /** {@return the variable, or the other value when it is unset or blank} */
    String variable(String name, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? otherwise : value.strip();
    }

    boolean has(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
