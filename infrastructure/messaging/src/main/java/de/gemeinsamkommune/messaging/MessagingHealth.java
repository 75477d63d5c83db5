package de.gemeinsamkommune.messaging;

import com.mongodb.client.MongoDatabase;

import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** DOWN when the store does not answer; what waits or is parked is told beside it. */
final class MessagingHealth extends AbstractHealthIndicator {

    private final MongoDatabase database;
    private final Relay relay;
    private final Parked parked;

    MessagingHealth(MongoDatabase database, Relay relay, Parked parked) {
        this.database = database;
        this.relay = relay;
        this.parked = parked;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        database.runCommand(new Document("ping", 1));
        builder.up()
                .withDetail("oldestPendingSeconds", relay.oldestPending().toSeconds())
                .withDetail("publishingFails", relay.failing())
                .withDetail("parked", parked.all(1_000).size());
    }
}
