package de.gemeinsamkommune.identity.people;

/**
 * An invented person of the demo data.
 *
 * @param id id of the person
 * @param role name of the one role shown with this person
 */
public record DemoPerson(String id, String role) {}
