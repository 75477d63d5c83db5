package de.gemeinsamkommune.identity.signin;

import java.time.Instant;

/**
 * A link that signs a person in once. Only its receiver ever sees it.
 *
 * @param url address below the public address
 * @param expiresAt from when it works no more
 */
public record SignInLink(String url, Instant expiresAt) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "SignInLink[expiresAt=" + expiresAt + "]";
    }
}
