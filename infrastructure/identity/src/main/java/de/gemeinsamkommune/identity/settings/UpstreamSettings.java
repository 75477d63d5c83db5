package de.gemeinsamkommune.identity.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The upstream issuer people may sign in with, if there is one.
 *
 * @param issuer its address as its metadata say it, empty when there is none
 * @param clientId as which the network is registered there
 * @param clientSecret by which it shows who it is
 * @param name what people call it; stands on the button
 * @param domains mail domains it may speak for, in lower case; empty for all
 * @param verifiedClaim claim that says that the person's address was verified
 * @param trustsSecondFactor whether a second factor used there counts here
 * @param secondFactorAcr values of {@code acr} that mean a second factor, beside {@code mfa} in
 *     {@code amr}
 */
@ConfigurationProperties("identity.upstream")
public record UpstreamSettings(
        String issuer,
        String clientId,
        String clientSecret,
        String name,
        List<String> domains,
        String verifiedClaim,
        boolean trustsSecondFactor,
        List<String> secondFactorAcr) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Checks that what is set is whole.
     *
     * @throws StartRefused when an issuer is set that is no https address (http on this machine),
     *     or without the client's id and secret
     */
    public UpstreamSettings {
        issuer = issuer.strip();
        domains =
                domains.stream()
                        .map(one -> one.strip().toLowerCase(Locale.ROOT))
                        .filter(one -> !one.isEmpty())
                        .toList();
        secondFactorAcr = secondFactorAcr.stream().filter(one -> !one.isBlank()).toList();
        if (!issuer.isEmpty()) {
            check(issuer);
            if (clientId.isBlank() || clientSecret.isBlank()) {
                throw new StartRefused(
                        "UPSTREAM_CLIENT_ID and UPSTREAM_CLIENT_SECRET must be set, because"
                                + " UPSTREAM_ISSUER is.");
            }
            name = name.isBlank() ? URI.create(issuer).getHost() : name.strip();
        }
    }

    /** {@return whether there is one} */
    public boolean offered() {
        return !issuer.isEmpty();
    }

    /**
     * {@return whether it may speak for an address}
     *
     * @param address in lower case
     */
    public boolean speaksFor(String address) {
        return domains.isEmpty()
                || domains.contains(address.substring(address.lastIndexOf('@') + 1));
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "UpstreamSettings[issuer=" + issuer + ", clientId=" + clientId + "]";
    }

    private static void check(String issuer) {
        URI address;
        try {
            address = URI.create(issuer);
        } catch (IllegalArgumentException malformed) {
            throw refused(issuer);
        }
        boolean https = "https".equals(address.getScheme());
        // its metadata decide whose signatures count: nobody on the way may write them
        boolean here = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
        if (address.getHost() == null
                || !https && !here
                || address.getRawQuery() != null
                || address.getRawFragment() != null) {
            throw refused(issuer);
        }
    }

    private static StartRefused refused(String issuer) {
        return new StartRefused(
                "UPSTREAM_ISSUER must be the https address of an issuer as its metadata say it"
                        + " (https://login.example/realms/town), but is "
                        + issuer
                        + ".");
    }
}
