package de.gemeinsamkommune.advisory.request;

/** The person behind a still valid token is known under another id since they were merged. */
public final class PersonMerged extends RuntimeException {

    PersonMerged() {
        super("the person has been merged into another one");
    }
}
