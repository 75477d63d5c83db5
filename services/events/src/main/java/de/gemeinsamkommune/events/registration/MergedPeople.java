package de.gemeinsamkommune.events.registration;

import java.util.Collection;
import java.util.Set;

/** Knows who is known under another id; nothing may be decided under the former one. */
public interface MergedPeople {

    /** {@return those of the ids that are no longer used} */
    Set<String> among(Collection<String> people);
}
