package de.gemeinsamkommune.identity.people;

import de.gemeinsamkommune.defaults.ServiceClient;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks membership; keeps nothing of the answers. */
@Component
public final class People {

    private final RestClient membership;

    People(ServiceClient services, @Value("${identity.membership-url}") String url) {
        this.membership = services.to(url);
    }

    /**
     * {@return the id of the person with an address, empty when nobody has it}
     *
     * @param email the address as it was typed
     * @throws MembershipUnreachable when membership gives no answer
     */
    public Optional<String> withAddress(String email) {
        return answer(
                        () ->
                                membership
                                        .post()
                                        .uri("/internal/membership/sign-in")
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .body(Map.of("email", email))
                                        .retrieve()
                                        .body(Id.class))
                .map(Id::id);
    }

    /**
     * {@return what a person may do, empty when membership does not know the id (any more)}
     *
     * @param person id of the person
     * @throws MembershipUnreachable when membership gives no answer
     */
    public Optional<Access> access(String person) {
        return answer(
                () ->
                        membership
                                .get()
                                .uri("/internal/membership/people/{id}/access", person)
                                .retrieve()
                                .body(Access.class));
    }

    /** {@return the people of the demo data, none when none is loaded} */
    public List<DemoPerson> demoPeople() {
        return answer(
                        () ->
                                membership
                                        .get()
                                        .uri("/internal/membership/demo-people")
                                        .retrieve()
                                        .body(
                                                new ParameterizedTypeReference<
                                                        List<DemoPerson>>() {}))
                .orElse(List.of());
    }

    /** {@return whether a text can be the id of a person} */
    public static boolean canBeId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static <T> Optional<T> answer(Supplier<@Nullable T> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (HttpClientErrorException.NotFound unknown) {
            return Optional.empty();
        } catch (RestClientException unreachable) {
            throw new MembershipUnreachable(unreachable);
        }
    }

    private record Id(String id) {}
}
