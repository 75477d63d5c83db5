package de.gemeinsamkommune.advisory.request;

/** The key names no topic of the catalogue. */
final class UnknownTopic extends RuntimeException {

    UnknownTopic() {
        super("no such topic");
    }
}
