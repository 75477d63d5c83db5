package de.gemeinsamkommune.membership.access;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;
import java.util.Map;

/**
 * Whom to ask for an export.
 *
 * @param limit how long each service may take
 * @param perHour how many exports about one person may be made within an hour
 * @param services address by name of each service that holds something about people
 */
@ConfigurationProperties("membership.access")
record AccessSettings(Duration limit, int perHour, Map<String, String> services) {

    /** Refuses limits within which nobody gets an export. */
    AccessSettings {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("the limit for a service is a positive time");
        }
        if (perHour < 1) {
            throw new IllegalArgumentException("everybody may have one export an hour at least");
        }
        services = Map.copyOf(services);
    }
}
