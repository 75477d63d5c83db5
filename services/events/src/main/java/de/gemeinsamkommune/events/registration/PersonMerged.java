package de.gemeinsamkommune.events.registration;

/** The person is known under another id since they were merged. */
public final class PersonMerged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PersonMerged() {
        super("the person was merged into another one");
    }
}
