package de.gemeinsamkommune.messaging;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.util.UUID;

/**
 * Settings of messaging, all from the environment.
 *
 * @param mongoUri {@code MONGODB_URI}: connection string of the store; a database named in it is
 *     used instead of one named like the service
 * @param kafka {@code KAFKA_BOOTSTRAP_SERVERS}
 * @param service name of the service: database, source of its messages, prefix of its groups
 * @param instance name of this instance
 * @param fixedInstance whether the name was given by {@code MESSAGING_INSTANCE}. It must then be
 *     certain that no second instance runs under it; an instance that starts again under its name
 *     goes on at once, without waiting until its predecessor is believed dead
 * @param lease {@code MESSAGING_LEASE}: after this time without a sign of the holder another
 *     instance takes over publishing
 * @param sweep {@code MESSAGING_SWEEP}: pause between looks for messages left over
 * @param sweepWithRivals the same while other instances run, whose writes cannot kick this relay
 * @param sweepAfterFailure the same after publishing failed
 * @param attempts how often a consumer tries a message before it parks the key, from 1
 */
record MessagingSettings(
        String mongoUri,
        String kafka,
        String service,
        String instance,
        boolean fixedInstance,
        Duration lease,
        Duration sweep,
        Duration sweepWithRivals,
        Duration sweepAfterFailure,
        int attempts) {

    /** Consumers and the relay start before the web server and stop after it. */
    static final int PHASE = 0;

    static MessagingSettings of(Environment environment) {
        String instance = environment.getProperty("MESSAGING_INSTANCE", "");
        return new MessagingSettings(
                environment.getProperty("MONGODB_URI", "mongodb://127.0.0.1:27017"),
                environment.getProperty("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                environment.getRequiredProperty("spring.application.name"),
                instance.isEmpty() ? UUID.randomUUID().toString() : instance,
                !instance.isEmpty(),
                duration(environment, "MESSAGING_LEASE", "10s"),
                duration(environment, "MESSAGING_SWEEP", "60s"),
                Duration.ofMillis(250),
                Duration.ofSeconds(2),
                3);
    }

    private static Duration duration(Environment environment, String name, String otherwise) {
        return DurationStyle.detectAndParse(environment.getProperty(name, otherwise));
    }
}
