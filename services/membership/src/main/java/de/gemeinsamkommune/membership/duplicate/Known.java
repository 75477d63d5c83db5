package de.gemeinsamkommune.membership.duplicate;

import de.gemeinsamkommune.membership.person.Person;
import de.gemeinsamkommune.membership.person.Person.Profile;

import java.util.Collections;
import java.util.Set;

/**
 * What is compared of a person.
 *
 * @param name as {@link NameKey} tells it
 * @param address as {@link AddressKey} tells it
 * @param municipalities official keys
 */
record Known(String id, String name, String address, Set<String> municipalities) {

    static Known of(Person person) {
        Profile profile = person.known();
        return new Known(
                person.id(),
                NameKey.of(profile.name()),
                AddressKey.of(profile.email()),
                Set.copyOf(profile.municipalities()));
    }

    /** {@return the first letter of the name as it is compared} */
    String initial() {
        return name.isEmpty() ? "" : name.substring(0, 1);
    }

    boolean isColleagueOf(Known other) {
        return !Collections.disjoint(municipalities, other.municipalities);
    }
}
