package de.gemeinsamkommune.newsletter.delivery;

/** Why a mail was cancelled, held or given up, where the mail server did not say. */
public enum DeliveryReason {
    /** The owner of the recipient's address does not know the recipient (any more). */
    RECIPIENT_UNKNOWN,
    /** The recipient was erased. */
    ERASED,
    /** The subscription ended. */
    UNSUBSCRIBED,
    /** What the mail would say is no longer so. */
    OVERTAKEN,
    /** What the mail is about cannot be found. */
    SUBJECT_UNKNOWN,
    /** The message that caused the mail was older than 48 hours. */
    TOO_OLD,
    /** A service that knows something the mail needs did not answer for a day. */
    LOOK_UP_UNAVAILABLE,
    /** The mail server did not take it for a day. */
    SERVER_UNAVAILABLE,
    /** It could not be written for a day, by a fault of this service. */
    NOT_WRITABLE,
    /** The recipient's address is not one that can be written to. */
    ADDRESS_UNUSABLE,
    /** An administrator discarded it. */
    DISCARDED
}
