package de.gemeinsamkommune.portal.api;

import java.util.Optional;

/** Where the token of the person who is signed in comes from. */
@FunctionalInterface
public interface AccessToken {

    /**
     * Returns a token that is valid now, refreshed when it was about to end; empty when nobody is
     * signed in.
     *
     * @throws SignInExpired when the issuer refuses to refresh it
     */
    Optional<String> current();
}
