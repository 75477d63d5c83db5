package de.gemeinsamkommune.newsletter.letter;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.net.URI;

/** Addresses of the portal's pages that letters lead to. */
@Component
public final class Pages {

    private final String base;

    Pages(@Value("${newsletter.public-url}") String publicUrl) {
        this.base = publicUrl.replaceAll("/+$", "");
    }

    /** The host under which the network is reached. */
    public String host() {
        return URI.create(base).getHost();
    }

    /** Where a request for the newsletter is confirmed. */
    public URI confirm(String token) {
        return page("/newsletter/bestaetigen?token=" + token);
    }

    /** Where an application to join is confirmed. */
    public URI confirmApplication(String token) {
        return page("/mitmachen/bestaetigen?token=" + token);
    }

    /** Where an application to join is taken back. */
    public URI withdrawApplication(String token) {
        return page("/mitmachen/zuruecknehmen?token=" + token);
    }

    /** Where a subscription is ended, also by one POST of the mail program (RFC 8058). */
    public URI unsubscribe(String token) {
        return page("/newsletter/abmelden/" + token);
    }

    /** Where somebody sees what is held about their address. */
    public URI data(String token) {
        return page("/newsletter/daten/ansehen?token=" + token);
    }

    /** The form for the newsletter. */
    public URI newsletter() {
        return page("/newsletter");
    }

    /** An event (Veranstaltung). */
    public URI event(String event) {
        return page("/veranstaltungen/" + event);
    }

    /** A request for advice. */
    public URI advisory(String request) {
        return page("/beratung/" + request);
    }

    /** Who is responsible. */
    public URI imprint() {
        return page("/impressum");
    }

    /** How personal data are treated. */
    public URI privacy() {
        return page("/datenschutz");
    }

    private URI page(String path) {
        return URI.create(base + path);
    }
}
