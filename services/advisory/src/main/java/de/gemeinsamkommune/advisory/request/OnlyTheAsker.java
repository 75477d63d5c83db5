package de.gemeinsamkommune.advisory.request;

/** Only who asked may take the question back. */
final class OnlyTheAsker extends RuntimeException {

    OnlyTheAsker(String request) {
        super("advisory request " + request + ": not asked by the caller");
    }
}
