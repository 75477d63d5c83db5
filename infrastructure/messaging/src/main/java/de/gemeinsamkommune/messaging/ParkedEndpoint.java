package de.gemeinsamkommune.messaging;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import java.time.Instant;
import java.util.List;

/** {@code /actuator/parked}: shows what is parked and asks for a key to be worked off. */
@Endpoint(id = "parked")
final class ParkedEndpoint {

    private static final int SHOWN = 1_000;

    private final Parked parked;

    ParkedEndpoint(Parked parked) {
        this.parked = parked;
    }

    /** A parked message as shown to an operator. */
    record ParkedMessage(
            String consumer,
            String topic,
            int partition,
            long offset,
            String key,
            String failure,
            Instant since) {}

    /**
     * Answer to a request.
     *
     * @param accepted whether anything of this key is parked
     */
    record Redrive(boolean accepted) {}

    /** {@return the first 1,000 parked messages} */
    @ReadOperation
    List<ParkedMessage> parked() {
        return parked.all(SHOWN).stream()
                .map(
                        entry ->
                                new ParkedMessage(
                                        entry.consumer(),
                                        entry.topic(),
                                        entry.partition(),
                                        entry.offset(),
                                        entry.key(),
                                        entry.failure(),
                                        entry.since()))
                .toList();
    }

    /** Asks the consumer to work off a key in order; it begins within about a second. */
    @WriteOperation
    Redrive redrive(String consumer, String topic, String key) {
        return new Redrive(parked.requestRedrive(consumer, topic, key));
    }
}
