package de.gemeinsamkommune.newsletter.peer;

import org.jspecify.annotations.Nullable;

/**
 * How to write to a person. Held in memory only while one mail is written.
 *
 * @param id the person's id
 * @param name how the person is called
 * @param email the person's address
 * @param locale language tag
 */
public record Contact(String id, @Nullable String name, String email, @Nullable String locale) {

    /** Never shows the person. */
    @Override
    public String toString() {
        return "Contact[" + id + "]";
    }
}
