package de.gemeinsamkommune.events.attendance;

import de.gemeinsamkommune.defaults.ServiceClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

import java.util.List;
import java.util.Optional;

/** Asks membership for a name at the moment it is needed; keeps nothing. */
@Component
final class MembershipContacts {

    private final RestClient membership;

    MembershipContacts(ServiceClient client, @Value("${events.membership-url}") String url) {
        this.membership = client.to(url);
    }

    /**
     * Asks for a person's name.
     *
     * @return empty when membership knows no such person (any more)
     * @throws NameUnavailable when membership does not answer
     */
    Optional<String> name(String person) {
        try {
            Contacts contacts =
                    membership
                            .post()
                            .uri("/internal/membership/contacts")
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(new Request(List.of(person)))
                            .retrieve()
                            .body(Contacts.class);
            if (contacts == null) {
                throw new RestClientException("answer without a body");
            }
            return contacts.items().stream()
                    .filter(contact -> contact.id().equals(person))
                    .map(Contact::name)
                    .findFirst();
        } catch (RestClientResponseException refused) {
            // its own message may quote the answer, which holds names
            throw new NameUnavailable("Membership answered " + refused.getStatusCode().value());
        } catch (RestClientException failed) {
            throw new NameUnavailable(
                    "Membership was not reached: " + failed.getClass().getSimpleName());
        }
    }

    private record Request(List<String> ids) {}

    private record Contacts(List<Contact> items) {}

    private record Contact(String id, String name) {}
}
