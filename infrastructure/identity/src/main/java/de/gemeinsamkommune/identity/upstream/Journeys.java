package de.gemeinsamkommune.identity.upstream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers in the browser itself that it was sent to the upstream issuer, and for what. */
@Component
final class Journeys {

    private static final String COOKIE = "identity_journey";

    /** Somebody may have to find their second factor first. */
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final SealedCookies cookies;
    private final Clock clock;

    Journeys(SealedCookies cookies, Clock clock) {
        this.cookies = cookies;
        this.clock = clock;
    }

    /** Lets a browser go; of several journeys at once the last one counts. */
    void begin(String state, String nonce, String verifier, HttpServletResponse response) {
        long end = clock.instant().plus(LIFE).getEpochSecond();
        String plain = String.join("\n", state, nonce, verifier, String.valueOf(end));
        cookies.write(COOKIE, plain, LIFE, response);
    }

    /**
     * Ends the journey of a browser, whether or not it is the one the browser comes back from.
     *
     * @param state with which it comes back
     * @return the journey, empty when this browser did not begin it, came before, or took too long
     */
    Optional<Journey> end(String state, HttpServletRequest request, HttpServletResponse response) {
        return cookies.take(COOKIE, request, response)
                .map(Journeys::read)
                .filter(journey -> same(journey.state(), state))
                .filter(journey -> clock.instant().isBefore(journey.endsAt()));
    }

    private static Journey read(String plain) {
        String[] parts = plain.split("\n", -1);
        return new Journey(
                parts[0], parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[3])));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
