package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Optional;

/** What other features ask the register. */
@Component
public class AdministrativeUnits {

    private final MongoRegister register;

    AdministrativeUnits(MongoRegister register) {
        this.register = register;
    }

    /** {@return a unit, also one that ended} */
    public Optional<AdministrativeUnit> find(String key) {
        return register.find(key);
    }

    /**
     * {@return which generation of units counts; another one after each import that changed any}
     */
    public @Nullable String generation() {
        return register.pointer().generation();
    }

    /**
     * {@return since when the unit is merged or dissolved; nothing while it exists or is unknown}
     */
    public Optional<LocalDate> endedOn(String key) {
        return register.find(key).map(AdministrativeUnit::endedOn);
    }

    /** {@return the day of the register, nothing before the first import} */
    public Optional<LocalDate> on() {
        return Optional.ofNullable(register.pointer().on());
    }
}
