package de.gemeinsamkommune.identity.factors;

/**
 * What a page needs to ask the browser for a passkey.
 *
 * @param options the options of WebAuthn Level 3 as JSON
 * @param challenge the challenge, as the form brings it back
 */
public record Ceremony(String options, String challenge) {}
