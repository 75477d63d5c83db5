package de.gemeinsamkommune.advisory.request;

/** Nobody advises in a matter that is their own. */
final class OwnRequest extends RuntimeException {

    OwnRequest(String request) {
        super("advisory request " + request + ": adviser and asker are the same person");
    }
}
