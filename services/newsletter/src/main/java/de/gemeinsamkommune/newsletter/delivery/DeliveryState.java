package de.gemeinsamkommune.newsletter.delivery;

import java.util.List;

/** Where a mail stands. */
public enum DeliveryState {
    /** Waits until it is due. */
    QUEUED,
    /** Claimed by a worker until the claim expires. */
    SENDING,
    /** Taken over by the mail server. */
    SENT,
    /** Refused for good, or not taken for a day. */
    FAILED,
    /** Waits until an administrator releases or discards it. */
    HELD,
    /** Will not be sent. */
    CANCELLED;

    /** The states in which something is still to happen. */
    static final List<DeliveryState> OPEN = List.of(QUEUED, SENDING, HELD);

    /** The states in which the mailroom has something to do once the row is due. */
    static final List<DeliveryState> WORK = List.of(QUEUED, SENDING);
}
