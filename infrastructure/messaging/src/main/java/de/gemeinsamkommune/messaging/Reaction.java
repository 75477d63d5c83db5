package de.gemeinsamkommune.messaging;

import java.util.List;

/**
 * A consumer with an effect of its own (a mail, a change of the service's own aggregates). A
 * message may come again; so the first thing it does is one write under a unique key (message and
 * recipient), or a change that has no effect the second time. It is never replayed.
 */
public interface Reaction {

    /** {@return the name: with the service's name the consumer group} */
    String name();

    /** {@return the topics it reads} */
    List<String> topics();

    /**
     * Takes a message in.
     *
     * @param message of any type; types of no interest are passed over
     * @throws RuntimeException when it fails; after some tries the key is parked
     */
    void on(Message message);
}
