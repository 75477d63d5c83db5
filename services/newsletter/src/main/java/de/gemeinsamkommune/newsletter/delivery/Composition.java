package de.gemeinsamkommune.newsletter.delivery;

/** What became of the attempt to write a mail. */
public sealed interface Composition {

    /** The mail can be sent. */
    record Ready(Mail mail) implements Composition {}

    /** There is nothing to send (any more). */
    record Obsolete(DeliveryReason reason) implements Composition {}
}
