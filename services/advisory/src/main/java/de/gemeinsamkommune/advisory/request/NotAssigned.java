package de.gemeinsamkommune.advisory.request;

/** Another adviser has the request. */
final class NotAssigned extends RuntimeException {

    NotAssigned(String request) {
        super("advisory request " + request + ": assigned to another adviser");
    }
}
