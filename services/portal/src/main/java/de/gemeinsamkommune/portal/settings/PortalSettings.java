package de.gemeinsamkommune.portal.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * The portal's settings, see {@code portal.yml}.
 *
 * @param publicUrl where people reach the network, also the issuer of tokens; without a slash at
 *     the end
 * @param apiUrl where the portal reaches the services
 * @param identityUrl where the portal reaches the issuer without leaving the house
 * @param mongodbUri where sessions are kept
 * @param clientSecret the shared secret the clients' own secrets are derived from
 * @param sessionIdle how long somebody stays signed in without doing anything
 * @param demo whether made-up data is loaded
 * @param imprint who is answerable for the pages
 */
@ConfigurationProperties("portal")
public record PortalSettings(
        String publicUrl,
        String apiUrl,
        String identityUrl,
        String mongodbUri,
        String clientSecret,
        Duration sessionIdle,
        boolean demo,
        Imprint imprint) {

    /**
     * What § 5 DDG and § 18 MStV ask for; what is not set is shown as to be filled in.
     *
     * @param name the association
     * @param street street and number
     * @param city postal code and town
     * @param representedBy the board
     * @param email for every concern
     * @param phone for quick contact
     * @param register register court and number
     * @param responsible answerable for journalistic content
     * @param dataProtection how the data protection officer is reached
     * @param accessibilityEmail where barriers are reported
     * @param hosting who runs the machines
     */
    public record Imprint(
            String name,
            String street,
            String city,
            String representedBy,
            String email,
            String phone,
            String register,
            String responsible,
            String dataProtection,
            String accessibilityEmail,
            String hosting) {}
}
