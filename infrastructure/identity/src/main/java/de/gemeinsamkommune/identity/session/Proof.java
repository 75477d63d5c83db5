package de.gemeinsamkommune.identity.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How and when a person last showed who they are.
 *
 * @param at when
 * @param methods names of the methods as RFC 8176 registers them ({@code amr})
 */
public record Proof(Instant at, List<String> methods) {

    private static final String SEVERAL_FACTORS = "mfa";

    /** RFC 8176 registers no name for it. */
    private static final String UPSTREAM = "upstream";

    /** Nothing is known, as of sessions that began before it was kept. */
    public static final Proof UNKNOWN = new Proof(Instant.EPOCH, List.of());

    /** Takes missing methods as none. */
    public Proof {
        methods = List.copyOf(methods);
    }

    /** {@return a link was used: address typed here, link read there} */
    public static Proof link(Instant at) {
        return new Proof(at, List.of("mca"));
    }

    /**
     * {@return an upstream issuer says that the person signed in there}
     *
     * @param at when they did, as the issuer says
     * @param severalFactors whether it says that it saw more than one factor, and is believed
     */
    public static Proof upstream(Instant at, boolean severalFactors) {
        return new Proof(
                at, severalFactors ? List.of(UPSTREAM, SEVERAL_FACTORS) : List.of(UPSTREAM));
    }

    /** {@return a passkey was used, which by itself is two factors} */
    public static Proof passkey(Instant at) {
        return new Proof(at, List.of("pop", "user", SEVERAL_FACTORS));
    }

    /** {@return this proof and a one-time code} */
    public Proof andCode(Instant now) {
        return and(now, "otp", SEVERAL_FACTORS);
    }

    /** {@return this proof and a passkey} */
    public Proof andPasskey(Instant now) {
        return and(now, "pop", "user", SEVERAL_FACTORS);
    }

    /** {@return whether more than one factor was shown} */
    public boolean severalFactors() {
        return methods.contains(SEVERAL_FACTORS);
    }

    /** {@return whether it is not older than this} */
    public boolean within(Duration age, Instant now) {
        return !now.isAfter(at.plus(age));
    }

    private Proof and(Instant now, String... more) {
        return new Proof(now, Stream.concat(methods.stream(), Stream.of(more)).distinct().toList());
    }
}
