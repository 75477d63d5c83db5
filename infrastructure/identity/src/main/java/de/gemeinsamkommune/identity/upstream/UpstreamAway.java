package de.gemeinsamkommune.identity.upstream;

/** The upstream issuer gave no usable answer, to be tried again. */
final class UpstreamAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UpstreamAway(Throwable cause) {
        super("The upstream issuer gave no usable answer", cause);
    }

    UpstreamAway(String message) {
        super(message);
    }

    /** {@return what the log says of it; where it was noticed does not matter} */
    String why() {
        Throwable cause = getCause();
        return cause == null ? toString() : cause.toString();
    }
}
