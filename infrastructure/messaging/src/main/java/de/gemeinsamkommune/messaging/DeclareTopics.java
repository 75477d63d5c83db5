package de.gemeinsamkommune.messaging;

/** Declares the topics on a real broker, once, before the services start. */
public final class DeclareTopics {

    private DeclareTopics() {}

    /**
     * Reads {@code KAFKA_BOOTSTRAP_SERVERS} and {@code KAFKA_REPLICATION} (copies of each
     * partition, 1 when unset) from the environment.
     */
    public static void main(String[] arguments) {
        String bootstrap = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
        if (bootstrap == null) {
            throw new IllegalArgumentException("KAFKA_BOOTSTRAP_SERVERS is not set");
        }
        String replication = System.getenv().getOrDefault("KAFKA_REPLICATION", "1");
        Topics.declare(bootstrap, Integer.parseInt(replication));
    }
}
