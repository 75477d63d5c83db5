package de.gemeinsamkommune.messaging;

import java.util.List;
import java.util.Set;

/**
 * A consumer with an effect of its own (a mail, a change of the service's own aggregates). A
 * message may come again; so the first thing it does is one write under a unique key (message and
 * recipient), or a change that has no effect the second time. It is never replayed, but for what it
 * says is {@link #lasting}.
 */
public interface Reaction {

    /** {@return the name: with the service's name the consumer group} */
    String name();

    /** {@return the topics it reads} */
    List<String> topics();

    /**
     * {@return the types of messages whose effect a store must have even when it was restored from
     * a backup made before them} All there are of them are taken in at each start before anything
     * is answered or sent; so a repeat must cost next to nothing.
     */
    default Set<String> lasting() {
        return Set.of();
    }

    /**
     * Takes a message in.
     *
     * @param message of any type; types of no interest are passed over
     * @throws RuntimeException when it fails; after some tries the key is parked
     */
    void on(Message message);
}
