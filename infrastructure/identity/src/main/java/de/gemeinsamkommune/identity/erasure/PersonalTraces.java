package de.gemeinsamkommune.identity.erasure;

/** Something that keeps documents of people. */
public interface PersonalTraces {

    /**
     * Removes every document of a person; a repeat has no effect.
     *
     * @param person id of the person
     */
    void forget(String person);
}
