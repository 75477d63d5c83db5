package de.gemeinsamkommune.newsletter.peer;

/** A service that knows something needed does not answer; another attempt may succeed. */
public final class PeerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the service only: the cause may carry what was asked for. */
    PeerUnavailable(String peer) {
        super(peer + " does not answer");
    }
}
