package de.gemeinsamkommune.newsletter.peer;

import de.gemeinsamkommune.defaults.ServiceClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** One-time links, issued by identity. */
@Component
public final class SignInLinks {

    private final Peer identity;

    SignInLinks(ServiceClient client, @Value("${newsletter.identity-url}") String url) {
        this.identity = new Peer("identity", client, url);
    }

    /**
     * A new link by which the person accepts the invitation; empty when nobody knows the person.
     */
    public Optional<Link> invitation(String person) {
        return identity.post(
                Link.class, "/internal/identity/sign-in-links", new Request(person, "INVITATION"));
    }

    /**
     * A link that signs in once.
     *
     * @param url where it leads
     * @param expiresAt until when
     */
    public record Link(URI url, Instant expiresAt) {

        /** Never shows the link: it is a credential. */
        @Override
        public String toString() {
            return "Link[]";
        }
    }

    private record Request(String person, String purpose) {}
}
