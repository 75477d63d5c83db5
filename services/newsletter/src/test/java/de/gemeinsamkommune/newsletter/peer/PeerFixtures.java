package de.gemeinsamkommune.newsletter.peer;

/** What tests of other packages need of peers. */
public final class PeerFixtures {

    private PeerFixtures() {}

    public static PeerUnavailable unavailable(String peer) {
        return new PeerUnavailable(peer);
    }
}
