package de.gemeinsamkommune.newsletter.delivery;

/** The address is not one a mail can be sent to; the message does not repeat it. */
final class AddressUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AddressUnusable() {
        super("The address is not one a mail can be sent to");
    }
}
