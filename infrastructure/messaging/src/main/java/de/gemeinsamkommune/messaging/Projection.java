package de.gemeinsamkommune.messaging;

import org.jspecify.annotations.Nullable;

/**
 * A read model with one document per source aggregate, kept by its messages in order, each applied
 * exactly once. It can be rebuilt from the topic's beginning, so it must understand every version
 * of the messages ever published.
 *
 * @param <S> the state, a record the driver's record codec can write
 */
public interface Projection<S extends Record> {

    /** {@return the name: collection, and with the service's name the consumer group} */
    String name();

    /** {@return the topic it reads} */
    String topic();

    /** {@return the class of the state} */
    Class<S> type();

    /**
     * Computes the state after a message. A pure function: no clock, no store, no outside effect.
     *
     * @param before the state before, null at the first message
     * @param message of any type; types of no interest return the state before
     * @return the state after, null when there is none (any more)
     */
    @Nullable S apply(@Nullable S before, Message message);
}
