package de.gemeinsamkommune.identity.factors;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who needs a second factor.
 *
 * @param required of whom one is required
 */
@ConfigurationProperties("identity.second-factor")
record FactorSettings(Required required) {

    /** Of whom a second factor is required. */
    enum Required {
        /** Of everyone who works for the network; others may set one up. */
        TEAM,
        /** Of nobody; who has set one up uses it. */
        OPTIONAL
    }
}
