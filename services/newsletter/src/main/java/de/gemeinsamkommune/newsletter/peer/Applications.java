package de.gemeinsamkommune.newsletter.peer;

import de.gemeinsamkommune.defaults.ServiceClient;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Optional;

/** Applications to join, as membership knows them now. */
@Component
public final class Applications {

    private final Peer membership;

    Applications(ServiceClient client, @Value("${newsletter.membership-url}") String url) {
        this.membership = new Peer("membership", client, url);
    }

    /**
     * How to write to who applied, with a new link; empty when nobody is to be written to any more.
     */
    public Optional<Writing> writing(String application) {
        return membership.post(
                Writing.class,
                "/internal/membership/applications/" + application + "/mails",
                Map.of());
    }

    /**
     * What a mail about an application needs. Held in memory only while one mail is written.
     *
     * @param name absent while the address is not confirmed
     * @param unit name of what is to join, where one is known
     * @param token of a link, until the application is confirmed
     * @param reason code, of a decline
     * @param text to the applicant, of a decline
     */
    public record Writing(
            String status,
            String email,
            @Nullable String name,
            String locale,
            @Nullable String unit,
            @Nullable String token,
            @Nullable String reason,
            @Nullable String text) {

        /** Never shows the applicant or the link. */
        @Override
        public String toString() {
            return "Writing[" + status + "]";
        }
    }
}
