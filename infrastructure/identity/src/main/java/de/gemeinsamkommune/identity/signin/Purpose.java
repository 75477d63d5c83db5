package de.gemeinsamkommune.identity.signin;

import java.time.Duration;

/** What a link was sent for, and how long it works. */
public enum Purpose {
    /** The person asked to sign in. */
    SIGN_IN(Duration.ofMinutes(15)),
    /** The team invited the person, who may be away for some days. */
    INVITATION(Duration.ofDays(7));

    private final Duration validity;

    Purpose(Duration validity) {
        this.validity = validity;
    }

    Duration validity() {
        return validity;
    }
}
