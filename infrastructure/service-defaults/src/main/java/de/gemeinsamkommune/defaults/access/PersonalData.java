package de.gemeinsamkommune.defaults.access;

import java.time.Instant;
import java.util.List;

/**
 * Everything a service holds about one person (GDPR Art. 15 and 20).
 *
 * @param service name of the service
 * @param collectedAt when it was read
 * @param categories also those of which it holds nothing about the person
 */
public record PersonalData(String service, Instant collectedAt, List<Category> categories) {

    /**
     * One kind of data and why it is held. Purpose, retention and recipients are codes, for which
     * the collector has texts.
     *
     * @param code such as {@code registrations}, unique within the service
     * @param purpose what it is for
     * @param legalBasis such as {@code GDPR 6(1)(b)}
     * @param retention how long it is kept
     * @param recipients who gets to see it
     * @param portable whether the person supplied it on consent or contract (Art. 20)
     * @param items what is held: records or maps without secrets and without other people
     */
    public record Category(
            String code,
            String purpose,
            String legalBasis,
            String retention,
            List<String> recipients,
            boolean portable,
            List<?> items) {}
}
