package de.gemeinsamkommune.membership.person;

import org.jspecify.annotations.Nullable;

/** What another feature does while it is still known whose address somebody has. */
public interface Forgetting {

    /**
     * Called before an address is forgotten: when its person is erased, of which the message tells
     * the id only, or is merged with somebody whose address stays. Repeating it has no effect.
     *
     * @param emailKey normalised address, null when the person was erased before
     */
    void before(String person, @Nullable String emailKey);
}
