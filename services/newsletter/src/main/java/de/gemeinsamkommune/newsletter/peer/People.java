package de.gemeinsamkommune.newsletter.peer;

import de.gemeinsamkommune.defaults.ServiceClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/** The people of the network, as membership knows them now. */
@Component
public final class People {

    private final Peer membership;

    People(ServiceClient client, @Value("${newsletter.membership-url}") String url) {
        this.membership = new Peer("membership", client, url);
    }

    /** How to write to a person; empty when the person is unknown or erased. */
    public Optional<Contact> contact(String person) {
        return membership
                .post(Contacts.class, "/internal/membership/contacts", new Ids(List.of(person)))
                .orElseThrow(membership::unavailable)
                .items()
                .stream()
                .filter(contact -> contact.id().equals(person))
                .findFirst();
    }

    /** Whose address it is; empty when it is nobody's. */
    public Optional<String> personOf(String email) {
        return membership
                .post(Found.class, "/internal/membership/sign-in", new Address(email))
                .map(Found::id);
    }

    private record Ids(List<String> ids) {}

    private record Contacts(List<Contact> items) {}

    private record Address(String email) {}

    private record Found(String id) {}
}
