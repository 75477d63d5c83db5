package de.gemeinsamkommune.portal.api;

/** A service gave no answer, or one that is not an answer of the network's interfaces. */
public final class ServiceUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServiceUnreachable(String path, Throwable cause) {
        super("No answer from " + path, cause);
    }

    public ServiceUnreachable(String path, int status) {
        super("Status " + status + " from " + path);
    }
}
