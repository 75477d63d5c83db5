package de.gemeinsamkommune.portal.municipality;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** A municipality as membership shows it to the team. */
record Unit(
        String key,
        @Nullable String ars,
        @Nullable String designation,
        String name,
        String displayName,
        String kind,
        @Nullable String district,
        @Nullable String region,
        @Nullable Integer population,
        @Nullable LocalDate populationOn,
        @Nullable String level,
        @Nullable LocalDate admittedOn,
        @Nullable LocalDate levelSince,
        @Nullable Contract contract,
        @Nullable LocalDate leftOn,
        @Nullable String leavingReason,
        @Nullable LocalDate endedOn) {

    /** What a partner and the network have agreed on. */
    record Contract(LocalDate from, @Nullable LocalDate to, int minutesPerWeek) {}

    /** The agreed hours a week; a dash where none are. */
    public String hours() {
        return contract == null ? "–" : Hours.of(contract.minutesPerWeek());
    }
}
