package de.gemeinsamkommune.newsletter.merge;

/** Holds something of people and can make it that of another id of the same person. */
public interface Movable {

    /**
     * Moves what is held of a person; doing it again changes nothing.
     *
     * @param person the id that is no longer used
     * @param into the id that is used in its place
     */
    void move(String person, String into);
}
