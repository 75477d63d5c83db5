package de.gemeinsamkommune.events.registration;

/** The person was erased; nothing can be done in their name. */
public final class PersonErased extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public PersonErased() {
        super("person erased");
    }
}
