package de.gemeinsamkommune.newsletter.erasure;

/** Holds something of people and can let go of it. */
public interface Erasable {

    /**
     * Removes what is held of a person; doing it again changes nothing.
     *
     * @param person the person's id, which may be kept
     */
    void forget(String person);
}
