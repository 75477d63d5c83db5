package de.gemeinsamkommune.advisory.request;

/** Nobody advises on the request yet. */
final class RequestNotAccepted extends RuntimeException {

    RequestNotAccepted(String request) {
        super("advisory request " + request + ": not accepted yet");
    }
}
