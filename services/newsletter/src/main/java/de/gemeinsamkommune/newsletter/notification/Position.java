package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;

/**
 * A place in the messages of one aggregate.
 *
 * @param epoch counts the restores of the producer's store
 * @param sequence counts the messages
 */
public record Position(long epoch, long sequence) {

    static Position of(Message message) {
        return new Position(message.epoch(), message.sequence());
    }

    /** Whether this place is at the other or behind it. */
    boolean hasReached(Position other) {
        return epoch != other.epoch ? epoch > other.epoch : sequence >= other.sequence;
    }
}
