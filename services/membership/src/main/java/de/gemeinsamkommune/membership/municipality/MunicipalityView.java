package de.gemeinsamkommune.membership.municipality;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * A municipality as everybody sees it, and more of it for the team.
 *
 * @param key official key: 5 digits (district, independent city), 8 (municipality) or 9
 *     (Verwaltungsgemeinschaft); {@code v-…} for an association
 * @param ars regional key, not for an association
 * @param name without the title; not unique
 * @param displayName with the title, and for a municipality with its district
 * @param district name of the Landkreis, for a municipality or Verwaltungsgemeinschaft only
 * @param region Regierungsbezirk, where there is one
 * @param population inhabitants on {@code populationOn}, where they are known
 * @param level on which it belongs; the last one when it has left
 * @param partner whether it is a partner, by contract
 * @param admittedOn first day in the network
 * @param levelSince first day on the level
 * @param contract for project lead, funder and administrators only, where it has been noted
 * @param leftOn first day on which it does not belong any more
 * @param leavingReason for project lead and administrators only
 * @param endedOn since when the official register no longer has the unit: merged or dissolved
 */
record MunicipalityView(
        String key,
        @Nullable String ars,
        @Nullable String designation,
        String name,
        String displayName,
        MunicipalityKind kind,
        @Nullable String district,
        @Nullable String region,
        @Nullable Integer population,
        @Nullable LocalDate populationOn,
        @Nullable MembershipLevel level,
        boolean partner,
        @Nullable LocalDate admittedOn,
        @Nullable LocalDate levelSince,
        @Nullable Contract contract,
        @Nullable LocalDate leftOn,
        @Nullable LeavingReason leavingReason,
        @Nullable LocalDate endedOn) {

    static MunicipalityView of(
            Municipality unit, @Nullable LocalDate endedOn, boolean funders, boolean team) {
        Departure departure = unit.departure();
        return new MunicipalityView(
                unit.key(),
                unit.ars(),
                unit.designation(),
                unit.name(),
                unit.displayName(),
                unit.kind(),
                unit.district(),
                unit.region(),
                unit.population(),
                unit.populationOn(),
                unit.level(),
                unit.belongs() && unit.level() == MembershipLevel.PARTNER,
                unit.admittedOn(),
                unit.onLevelSince(),
                funders ? unit.contract() : null,
                departure == null ? null : departure.on(),
                departure == null || !team ? null : departure.reason(),
                endedOn);
    }
}
