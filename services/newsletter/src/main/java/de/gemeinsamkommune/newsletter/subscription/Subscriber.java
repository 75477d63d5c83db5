package de.gemeinsamkommune.newsletter.subscription;

import org.jspecify.annotations.Nullable;

/**
 * How to write to a subscriber. Held in memory only while one mail is written.
 *
 * @param address where the mail goes
 * @param name for the salutation, if given
 * @param locale language tag
 * @param unsubscribeToken ends the subscription
 */
public record Subscriber(
        String address, @Nullable String name, String locale, String unsubscribeToken) {

    /** Never shows the subscriber. */
    @Override
    public String toString() {
        return "Subscriber[]";
    }
}
