package de.gemeinsamkommune.portal.signin;

/**
 * What somebody does for a municipality.
 *
 * @param municipality official key
 * @param role {@code MEMBER} or {@code LEAD}
 */
public record Affiliation(String municipality, String role) {}
