package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.session.Proof;

import java.util.Optional;

/**
 * What the upstream issuer says about somebody who signed in there. Signature, issuer, audience,
 * time and nonce were checked.
 *
 * @param subject how the issuer calls them, for ever
 * @param address the mail address it verified, in lower case; empty when it verified none
 * @param proof how and when they signed in there
 * @param idToken the token that says so, for the sign-out
 */
record Arrival(String subject, Optional<String> address, Proof proof, String idToken) {

    /** Keeps subject, address and token out of logs. */
    @Override
    public String toString() {
        return "Arrival[]";
    }
}
