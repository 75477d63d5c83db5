package de.gemeinsamkommune.membership.person;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

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

    /** {@return contacts in no particular order, without people who are unknown or erased} */
    public List<Contact> of(Collection<String> ids) {
        return people.contacts(ids.stream().distinct().toList());
    }
}
