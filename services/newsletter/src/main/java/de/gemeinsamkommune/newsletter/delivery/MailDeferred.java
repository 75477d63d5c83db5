package de.gemeinsamkommune.newsletter.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The mail server did not take this mail now; another attempt may succeed. Carries its reply code,
 * or none when it could not be reached.
 */
final class MailDeferred extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String reply;

    MailDeferred(@Nullable String reply) {
        super("The mail server did not take the mail: " + (reply == null ? "no reply" : reply));
        this.reply = reply;
    }

    @Nullable String reply() {
        return reply;
    }
}
