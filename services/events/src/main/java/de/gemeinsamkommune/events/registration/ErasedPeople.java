package de.gemeinsamkommune.events.registration;

import java.util.Collection;
import java.util.Set;

/** Knows who was erased; nothing may be decided in their name. */
public interface ErasedPeople {

    /** {@return those of the people who were erased} */
    Set<String> among(Collection<String> people);
}
