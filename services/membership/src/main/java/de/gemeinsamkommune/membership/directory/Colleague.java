package de.gemeinsamkommune.membership.directory;

import java.util.List;

/**
 * A person of the network as the directory needs them.
 *
 * @param given given name
 * @param family family name
 * @param email address
 * @param works whether the person has a role in the network besides those in municipalities
 * @param municipalities official keys of the person's municipalities
 */
public record Colleague(
        String given,
        String family,
        String email,
        boolean works,
        List<String> municipalities,
        DirectoryEntry entry) {

    String name() {
        return given + " " + family;
    }
}
