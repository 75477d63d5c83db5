package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityAdmitted;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** An administrative unit that belongs to the network. */
public record Municipality(
        String key,
        String ars,
        String designation,
        String name,
        MunicipalityKind kind,
        @Nullable String district,
        String region,
        int population,
        LocalDate populationOn,
        @Nullable MembershipLevel level,
        @Nullable LocalDate admittedOn) {

    /** {@return the unit as the register of administrative units knows it, not yet admitted} */
    static Municipality of(Admit facts) {
        return new Municipality(
                facts.key(),
                facts.ars(),
                facts.designation(),
                facts.name(),
                facts.kind(),
                facts.district(),
                facts.region(),
                facts.population(),
                facts.populationOn(),
                null,
                null);
    }

    MunicipalityAdmitted admit(Admit command) {
        return new MunicipalityAdmitted(key, command.level(), command.on());
    }

    Municipality apply(MunicipalityEvent event) {
        return switch (event) {
            case MunicipalityAdmitted(var _, var newLevel, var on) ->
                    new Municipality(
                            key,
                            ars,
                            designation,
                            name,
                            kind,
                            district,
                            region,
                            population,
                            populationOn,
                            newLevel,
                            on);
        };
    }

    /**
     * {@return the name as people are shown it} Names repeat (Stadt and Landkreis Regensburg, two
     * Gemeinden Eching), so it has the title, and a municipality also its district.
     */
    public String displayName() {
        String titled = designation + " " + name;
        return district == null ? titled : titled + " (Landkreis " + district + ")";
    }
}
