package de.gemeinsamkommune.membership.access;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;
import java.util.Map;

/**
 * Whom to ask for an export.
 *
 * @param limit how long each service may take
 * @param services address by name of each service that holds something about people
 */
@ConfigurationProperties("membership.access")
record AccessSettings(Duration limit, Map<String, String> services) {

    /** Refuses a limit in which nobody can answer. */
    AccessSettings {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("the limit for a service is a positive time");
        }
        services = Map.copyOf(services);
    }
}
