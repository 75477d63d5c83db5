package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.session.HalfSignedIn;
import de.gemeinsamkommune.identity.session.SignedIn;
import de.gemeinsamkommune.identity.signin.SignIns;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Finds out who opens the page and whether they may change something now. */
@Component
final class Visitors {

    /** A sign-in older than this, or its last confirmation, changes nothing. */
    static final Duration FRESH = Duration.ofMinutes(10);

    private final SignIns signIns;
    private final Factors factors;
    private final Clock clock;

    Visitors(SignIns signIns, Factors factors, Clock clock) {
        this.signIns = signIns;
        this.factors = factors;
        this.clock = clock;
    }

    /**
     * {@return who it is; nobody also when a second factor they have is still to be shown, since
     * half a sign-in must not replace what it lacks}
     */
    Optional<Visitor> of(HttpServletRequest request) {
        return signIns.whole()
                .map(this::whole)
                .or(() -> HalfSignedIn.of(request).flatMap(this::settingUp));
    }

    /** {@return whether this browser has still to show a second factor its person has} */
    boolean owesFactor(HttpServletRequest request) {
        return signIns.whole().isEmpty()
                && HalfSignedIn.of(request).filter(half -> factors.any(half.person())).isPresent();
    }

    private Visitor whole(SignedIn who) {
        boolean strong = who.proof().severalFactors() || !factors.any(who.person());
        return new Visitor(who, false, strong && who.proof().within(FRESH, clock.instant()));
    }

    private Optional<Visitor> settingUp(SignedIn half) {
        return factors.any(half.person())
                ? Optional.empty()
                : Optional.of(new Visitor(half, true, true));
    }
}
