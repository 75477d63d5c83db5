package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.Person.Profile;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Knows how people are reached. */
@Component
public class Contacts {

    private final MongoPeople people;

    Contacts(MongoPeople people) {
        this.people = people;
    }

    /**
     * How to reach a person.
     *
     * @param email its domain is in ASCII form, ready for SMTP
     * @param locale {@code de} or {@code en}
     */
    public record Contact(
            String id,
            String givenName,
            String familyName,
            String name,
            String email,
            String locale) {}

    /**
     * {@return contacts by the ids asked for, in no particular order, without people who are
     * unknown or erased; who was merged into another person is reached there}
     */
    public List<Contact> of(Collection<String> ids) {
        Set<String> open = new HashSet<>(ids);
        List<Contact> found = new ArrayList<>(people.contacts(open));
        found.forEach(contact -> open.remove(contact.id()));
        if (!open.isEmpty()) {
            people.standingFor(open).forEach((asked, person) -> found.add(contact(asked, person)));
        }
        return found;
    }

    private static Contact contact(String asked, Person person) {
        Profile known = person.known();
        return new Contact(
                asked,
                known.name().given(),
                known.name().family(),
                known.name().full(),
                known.email(),
                known.locale());
    }
}
