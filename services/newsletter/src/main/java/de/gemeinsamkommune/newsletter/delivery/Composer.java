package de.gemeinsamkommune.newsletter.delivery;

import java.util.Set;

/** Writes the mails of some kinds at the moment they are sent. */
public interface Composer {

    /** The kinds it writes; each kind has exactly one composer. */
    Set<DeliveryKind> kinds();

    /**
     * Writes the mail, or says why there is none to send (any more). A look-up that does not answer
     * throws {@link de.gemeinsamkommune.newsletter.peer.PeerUnavailable}; the mail is then tried
     * again later.
     */
    Composition compose(Delivery delivery);
}
