package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.membership.register.AdministrativeUnits;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Works out by what people are found, from what municipalities are like at the moment. */
@Component
public class DirectoryIndex {

    /** To be raised with every change of what {@link Found} is computed of. */
    private static final int RULES = 1;

    private final Towns towns;
    private final AdministrativeUnits units;

    DirectoryIndex(Towns towns, AdministrativeUnits units) {
        this.towns = towns;
        this.units = units;
    }

    /**
     * {@return by what somebody who has joined is found}
     *
     * @param before by what the person was found until now; null for somebody new
     */
    public Found of(Colleague person, @Nullable Found before) {
        return of(person, before, towns::find);
    }

    /** {@return the same, with municipalities that were asked for already} */
    public Found of(
            Colleague person, @Nullable Found before, Function<String, Optional<Town>> known) {
        return Found.of(before == null ? UUID.randomUUID().toString() : before.id(), person, known);
    }

    /** {@return what all of it depends on beside the person: rules and register} */
    public String basis() {
        return RULES + "/" + units.generation();
    }
}
