package de.gemeinsamkommune.advisory.request;

/** A colleague has the request, and it was not asked to be taken over. */
final class RequestAlreadyAssigned extends RuntimeException {

    RequestAlreadyAssigned(String request) {
        super("advisory request " + request + ": has an adviser");
    }
}
