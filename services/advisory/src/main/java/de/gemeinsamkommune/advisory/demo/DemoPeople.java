package de.gemeinsamkommune.advisory.demo;

import de.gemeinsamkommune.defaults.Roles;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The invented people of the demo network, as membership knows them. */
record DemoPeople(List<DemoPerson> people) {

    /**
     * One of them; other properties are passed over.
     *
     * @param municipalities official keys, null for people of the team
     */
    record DemoPerson(String id, String role, @Nullable Set<String> municipalities) {

        private boolean has(String wanted) {
            return role.replace('-', '_').equalsIgnoreCase(wanted);
        }
    }

    /** {@return the person who advises} */
    Optional<String> adviser() {
        return people.stream()
                .filter(person -> person.has(Roles.ADVISER))
                .map(DemoPerson::id)
                .findFirst();
    }

    /** {@return a member, else a lead, of the municipality} */
    Optional<String> officerOf(String municipality) {
        return officer(Roles.MEMBER, municipality).or(() -> officer(Roles.LEAD, municipality));
    }

    private Optional<String> officer(String role, String municipality) {
        return people.stream()
                .filter(
                        person ->
                                person.has(role)
                                        && person.municipalities != null
                                        && person.municipalities.contains(municipality))
                .map(DemoPerson::id)
                .findFirst();
    }
}
