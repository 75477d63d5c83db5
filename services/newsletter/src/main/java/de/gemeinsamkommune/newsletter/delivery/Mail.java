package de.gemeinsamkommune.newsletter.delivery;

import de.gemeinsamkommune.newsletter.letter.Letter;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * A mail that can be sent. It lives in memory only.
 *
 * @param address the recipient's address
 * @param name the recipient's name, if known
 * @param letter what it says
 * @param invite calendar part, if any
 * @param oneClick address that ends the subscription by one POST (RFC 8058); makes it list mail
 */
public record Mail(
        String address,
        @Nullable String name,
        Letter letter,
        @Nullable Invite invite,
        @Nullable URI oneClick) {

    /**
     * A calendar part (RFC 5546).
     *
     * @param method {@code REQUEST} or {@code CANCEL}
     * @param calendar the whole iCalendar object (RFC 5545)
     */
    public record Invite(String method, String calendar) {}

    /** Never shows the recipient. */
    @Override
    public String toString() {
        return "Mail[" + (invite == null ? "" : invite.method()) + "]";
    }
}
