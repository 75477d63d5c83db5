package de.gemeinsamkommune.advisory.request;

/** Knows who has been erased. */
public interface ErasedPeople {

    /** Whether the person with this id has been erased. */
    boolean contains(String person);
}
