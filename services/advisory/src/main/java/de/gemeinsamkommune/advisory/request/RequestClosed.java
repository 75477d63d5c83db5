package de.gemeinsamkommune.advisory.request;

/** The request was concluded or withdrawn. */
final class RequestClosed extends RuntimeException {

    RequestClosed(String request) {
        super("advisory request " + request + ": closed");
    }
}
