package de.gemeinsamkommune.advisory.request;

/** Knows who is known under another id. */
public interface MergedPeople {

    /** {@return the id that is used for the person, the given one when they were never merged} */
    String standing(String person);
}
