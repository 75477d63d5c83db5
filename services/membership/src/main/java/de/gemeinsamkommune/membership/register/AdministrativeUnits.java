package de.gemeinsamkommune.membership.register;

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

    /**
     * {@return since when the unit is merged or dissolved; nothing while it exists or is unknown}
     */
    public Optional<LocalDate> endedOn(String key) {
        return register.find(key).map(AdministrativeUnit::endedOn);
    }

    /** {@return the unit as the register knows it, also one that ended} */
    public Optional<AdministrativeUnit> find(String key) {
        return register.find(key);
    }

    /** {@return the day of the register, nothing before the first import} */
    public Optional<LocalDate> on() {
        return Optional.ofNullable(register.pointer().on());
    }
}
