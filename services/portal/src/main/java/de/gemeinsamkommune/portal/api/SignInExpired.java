package de.gemeinsamkommune.portal.api;

/** The issuer or a service no longer accepts the person's token: they have to sign in again. */
public final class SignInExpired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SignInExpired(String message) {
        super(message);
    }
}
