package de.gemeinsamkommune.identity.upstream;

import java.time.Instant;

/**
 * What a browser that was sent to the upstream issuer has to come back with.
 *
 * @param state by which its return is recognised
 * @param nonce by which the ID token is
 * @param verifier by which the code is exchanged (RFC 7636)
 * @param endsAt until when it may come back
 */
record Journey(String state, String nonce, String verifier, Instant endsAt) {}
