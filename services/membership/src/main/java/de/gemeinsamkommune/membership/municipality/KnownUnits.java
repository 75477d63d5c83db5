package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.membership.municipality.Admission.GivenFacts;
import de.gemeinsamkommune.membership.municipality.TermsRefused.Flaw;
import de.gemeinsamkommune.membership.register.AdministrativeUnit;
import de.gemeinsamkommune.membership.register.AdministrativeUnits;
import de.gemeinsamkommune.membership.register.UnitLevel;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** Facts about units from the official register, as far as it has been imported. */
@Component
public class KnownUnits {

    /** What stands before the name of a district; the network writes it itself. */
    private static final Pattern DISTRICT_TITLE = Pattern.compile("^(Land)?[Kk]reis ");

    private final AdministrativeUnits units;

    KnownUnits(AdministrativeUnits units) {
        this.units = units;
    }

    /**
     * {@return what the register says of a unit that can belong to the network; nothing of states
     * and Regierungsbezirke, of units it no longer has, and of the municipality that is a
     * kreisfreie Stadt, which belongs as a district}
     */
    public Optional<UnitFacts> find(String key) {
        return units.find(key)
                .filter(unit -> unit.endedOn() == null && unit.sameAs() == null)
                .filter(
                        unit ->
                                unit.level() == UnitLevel.DISTRICT
                                        || unit.level() == UnitLevel.MUNICIPALITY)
                .map(unit -> facts(unit, units.on().orElse(null)));
    }

    /**
     * {@return what the register says of a unit; nothing when facts must come by hand}
     *
     * @throws TermsRefused when the register covers the state of the key and does not have the unit
     */
    private Optional<UnitFacts> require(String key) {
        Optional<UnitFacts> found = find(key);
        if (found.isEmpty()) {
            if (units.endedOn(key).isPresent()) {
                throw new TermsRefused(Flaw.UNIT_ENDED);
            }
            if (covers(key)) {
                throw new TermsRefused(Flaw.UNIT_UNKNOWN);
            }
        }
        return found;
    }

    /**
     * A register tells of the districts and municipalities of whole states; what the product brings
     * tells of the districts alone.
     */
    private boolean covers(String key) {
        return (key.length() == 5 || (key.length() == 8 && units.on().isPresent()))
                && units.find(key.substring(0, 2)).isPresent();
    }

    /**
     * {@return whether the register covers the state of the key and has no such unit that could
     * belong to the network}
     */
    public boolean excludes(String key) {
        return covers(key) && find(key).isEmpty();
    }

    /**
     * {@return the facts about a unit: what the register says counts, what it does not know is told
     * by hand}
     *
     * @throws TermsRefused when facts are missing, needless or contradict each other
     */
    public UnitFacts settle(String key, @Nullable GivenFacts given) {
        Optional<UnitFacts> official = require(key);
        if (official.isPresent()) {
            if (given != null) {
                throw new TermsRefused(Flaw.FACTS_NEEDLESS);
            }
            return official.get();
        }
        if (given == null) {
            throw new TermsRefused(Flaw.FACTS_MISSING);
        }
        return given.of(key);
    }

    /**
     * @param on day of the register; null for what the product brings, which has no figures
     */
    private static UnitFacts facts(AdministrativeUnit unit, @Nullable LocalDate on) {
        boolean municipality = unit.level() == UnitLevel.MUNICIPALITY;
        MunicipalityKind upper =
                unit.title().endsWith("kreis") || unit.title().equals("Kreis")
                        ? MunicipalityKind.DISTRICT
                        : MunicipalityKind.INDEPENDENT_CITY;
        Long population = unit.population();
        Integer told = population == null || population == 0 ? null : Math.toIntExact(population);
        return new UnitFacts(
                unit.key(),
                municipality ? MunicipalityKind.MUNICIPALITY : upper,
                unit.ars(),
                unit.title(),
                unit.name(),
                municipality ? district(unit) : null,
                unit.regionName(),
                told,
                told == null ? null : on);
    }

    private static @Nullable String district(AdministrativeUnit unit) {
        String district = unit.districtName();
        return district == null ? null : DISTRICT_TITLE.matcher(district).replaceFirst("");
    }
}
