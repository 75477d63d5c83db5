package de.gemeinsamkommune.advisory.request;

/** The request has as many entries as it can hold. */
final class RequestFull extends RuntimeException {

    RequestFull(String request) {
        super("advisory request " + request + ": full");
    }
}
