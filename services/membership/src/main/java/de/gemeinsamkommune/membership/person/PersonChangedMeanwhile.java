package de.gemeinsamkommune.membership.person;

/** The person was changed since the sender read them. */
final class PersonChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PersonChangedMeanwhile() {
        super("the person has another version");
    }
}
