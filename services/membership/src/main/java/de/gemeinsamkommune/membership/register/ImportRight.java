package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.defaults.Caller;

/** Knows whether a caller with a valid token still belongs to the network. */
public interface ImportRight {

    /** Returns when the caller may act; otherwise throws what answers them. */
    void require(Caller caller);
}
