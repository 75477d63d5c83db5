package de.gemeinsamkommune.membership.person;

import org.jspecify.annotations.Nullable;

/** What another feature does while it is still known whose address somebody has. */
public interface Forgetting {

    /**
     * Called before a person is erased; the message about it tells the id only. Repeating it has no
     * effect.
     *
     * @param emailKey normalised address, null when the person was erased before
     */
    void before(String person, @Nullable String emailKey);
}
