package de.gemeinsamkommune.advisory.request;

/** There is no such request, or it is not the caller's to know. */
final class RequestNotFound extends RuntimeException {

    RequestNotFound(String request) {
        super("advisory request " + request + ": not known to the caller");
    }
}
