package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.membership.municipality.Municipality;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.register.AdministrativeUnit;
import de.gemeinsamkommune.membership.register.AdministrativeUnits;

import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The municipalities of the network as the directory needs them. How many people live there is
 * taken of the official register; as long as that lacks the unit, of its admission.
 */
@Component
public class Towns {

    private final MunicipalityRegister municipalities;
    private final AdministrativeUnits units;

    Towns(MunicipalityRegister municipalities, AdministrativeUnits units) {
        this.municipalities = municipalities;
        this.units = units;
    }

    /** {@return a municipality; nothing when it is unknown, left, merged or dissolved} */
    Optional<Town> find(String key) {
        Optional<AdministrativeUnit> unit = units.find(key);
        if (unit.isPresent() && unit.get().endedOn() != null) {
            return Optional.empty();
        }
        return municipalities
                .find(key)
                .filter(Municipality::belongs)
                .map(known -> town(known, unit));
    }

    /** {@return the same, but asks for each municipality once; for many people at a time} */
    public Function<String, Optional<Town>> remembered() {
        Map<String, Optional<Town>> known = new HashMap<>();
        return key -> known.computeIfAbsent(key, this::find);
    }

    private static Town town(Municipality known, Optional<AdministrativeUnit> unit) {
        Long population =
                unit.map(AdministrativeUnit::population)
                        .or(() -> Optional.ofNullable(known.population()).map(Integer::longValue))
                        .orElse(null);
        return new Town(
                known.key(),
                known.displayName(),
                known.kind(),
                population == null ? null : TownSize.of(known.kind(), population));
    }
}
