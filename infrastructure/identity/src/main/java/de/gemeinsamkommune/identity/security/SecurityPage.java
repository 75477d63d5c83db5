package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.identity.factors.AuthenticatorApp;
import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.factors.Passkey;
import de.gemeinsamkommune.identity.factors.Passkeys;
import de.gemeinsamkommune.identity.factors.RecoveryCodes;
import de.gemeinsamkommune.identity.settings.UpstreamSettings;
import de.gemeinsamkommune.identity.upstream.UpstreamLinks;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the page of a person's factors shows. */
@Component
final class SecurityPage {

    private final Factors factors;
    private final AuthenticatorApp app;
    private final Passkeys passkeys;
    private final RecoveryCodes recovery;
    private final UpstreamSettings upstream;
    private final UpstreamLinks links;

    SecurityPage(
            Factors factors,
            AuthenticatorApp app,
            Passkeys passkeys,
            RecoveryCodes recovery,
            UpstreamSettings upstream,
            UpstreamLinks links) {
        this.factors = factors;
        this.app = app;
        this.passkeys = passkeys;
        this.recovery = recovery;
        this.upstream = upstream;
        this.links = links;
    }

    /** {@return the page, with what may be done when something may be changed} */
    String of(
            Visitor visitor,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        String person = visitor.person();
        boolean any = factors.any(person);
        model.addAttribute("visitor", visitor);
        model.addAttribute("any", any);
        model.addAttribute("app", Day.of(app.setUpAt(person), locale));
        model.addAttribute("left", any ? recovery.left(person) : 0);
        model.addAttribute(
                "passkeys", passkeys.of(person).stream().map(one -> Row.of(one, locale)).toList());
        model.addAttribute("offered", passkeys.offered());
        if (upstream.offered()) {
            model.addAttribute("upstream", upstream.name());
            model.addAttribute("linked", Day.of(linkedSince(person), locale));
        }
        if (visitor.mayChange() && passkeys.offered()) {
            model.addAttribute(
                    "ceremony",
                    passkeys.creation(person, visitor.who().signIn(), request, response));
        }
        return "identity/security";
    }

    private Optional<Instant> linkedSince(String person) {
        return links.about(person).stream()
                .filter(link -> link.issuer().equals(upstream.issuer()))
                .map(UpstreamLinks.Seen::since)
                .findFirst();
    }

    /**
     * A passkey in the list.
     *
     * @param addedOn day, as people read it
     * @param usedOn day, null when it never signed in
     */
    record Row(String id, String label, String addedOn, @Nullable String usedOn) {

        static Row of(Passkey passkey, Locale locale) {
            return new Row(
                    passkey.id(),
                    passkey.label(),
                    Day.of(passkey.addedAt(), locale),
                    Day.of(Optional.ofNullable(passkey.lastUsedAt()), locale));
        }
    }
}
