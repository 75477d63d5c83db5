package de.gemeinsamkommune.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;

import java.util.List;

/**
 * Has reactions take in once more what must last, before the service consumes, publishes or
 * answers.
 *
 * <p>The broker keeps what was said and the place up to which a service has read. A store restored
 * from an older backup has lost the effect, and the message does not come again by itself. Which
 * store was restored is not asked: the topics are the list that is kept apart from all backups.
 */
final class LastingEffects implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LastingEffects.class);

    private final List<Reaction> reactions;
    private final Parked parked;
    private final Records records;
    private final String service;
    private volatile boolean running;

    /**
     * @param reactions in the order in which they take in, those with nothing lasting among them
     */
    LastingEffects(List<Reaction> reactions, Parked parked, Records records, String service) {
        this.reactions = reactions;
        this.parked = parked;
        this.records = records;
        this.service = service;
    }

    /**
     * Takes everything in.
     *
     * @throws RuntimeException when the broker cannot be read or an effect fails: rather no service
     *     than one that knows what it must not
     */
    @Override
    public void start() {
        MDC.put("service", service);
        try {
            reactions.stream().filter(each -> !each.lasting().isEmpty()).forEach(this::takeIn);
        } finally {
            MDC.remove("service");
        }
        running = true;
    }

    private void takeIn(Reaction reaction) {
        int[] taken = {0};
        records.all(
                reaction.topics(),
                record -> {
                    if (isMeant(record, reaction)) {
                        reaction.on(CloudEvents.read(record));
                        taken[0]++;
                    }
                });
        log.debug("{} took {} lasting messages in", reaction.name(), taken[0]);
    }

    /**
     * What is parked waits for somebody who knows of it, and the service with it would help nobody.
     */
    private boolean isMeant(ConsumerRecord<String, byte[]> record, Reaction reaction) {
        String type = CloudEvents.type(record);
        return type != null
                && reaction.lasting().contains(type)
                && !parked.isParked(reaction.name(), record.topic(), String.valueOf(record.key()));
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before consumers, relay and web server. */
    @Override
    public int getPhase() {
        return MessagingSettings.PHASE - 1;
    }
}
