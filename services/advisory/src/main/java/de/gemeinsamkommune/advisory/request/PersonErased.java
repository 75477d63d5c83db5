package de.gemeinsamkommune.advisory.request;

/** The person behind a still valid token has been erased; nothing is kept in their name. */
public final class PersonErased extends RuntimeException {

    PersonErased() {
        super("the person has been erased");
    }
}
