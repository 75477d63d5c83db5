package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.membership.municipality.KnownUnits;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.municipality.UnitFacts;

import org.springframework.stereotype.Component;

import java.util.Optional;

/** What is known of units, in the network or in the official register. */
@Component
class Units {

    private final MunicipalityRegister municipalities;
    private final KnownUnits known;

    Units(MunicipalityRegister municipalities, KnownUnits known) {
        this.municipalities = municipalities;
        this.known = known;
    }

    Optional<String> nameOf(String key) {
        return municipalities.nameOf(key).or(() -> known.find(key).map(UnitFacts::displayName));
    }

    boolean belongs(String key) {
        return municipalities.belongs(key);
    }
}
