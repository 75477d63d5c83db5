package de.gemeinsamkommune.portal.retention;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;

/** A rule of retention as a service tells it. */
record Rule(
        String code,
        String name,
        String starts,
        String period,
        boolean yearEnd,
        String effect,
        String norm,
        Due due,
        @Nullable Notice notice,
        List<Hold> holds,
        List<Run> runs,
        @Nullable LocalDate checkedOn) {

    Rule {
        holds = holds == null ? List.of() : List.copyOf(holds);
        runs = runs == null ? List.of() : List.copyOf(runs);
    }

    /** What is due now, and the first day on which more will be. */
    record Due(long count, List<String> references, @Nullable LocalDate next) {
        Due {
            references = references == null ? List.of() : List.copyOf(references);
        }
    }

    /** What the rule will act on. */
    record Notice(
            Instant shownAt,
            long count,
            List<String> references,
            LocalDate actOn,
            @Nullable String releasedBy) {
        Notice {
            references = references == null ? List.of() : List.copyOf(references);
        }
    }

    /** What is postponed; the whole rule without an item. */
    record Hold(
            String id,
            @Nullable String item,
            LocalDate until,
            String reason,
            String by,
            Instant at) {}

    /** What the rule did. */
    record Run(Instant at, Instant shownAt, long shown, long acted, boolean complete) {}

    public int years() {
        return Period.parse(period).getYears();
    }

    public int months() {
        return Period.parse(period).getMonths();
    }

    public int days() {
        return Period.parse(period).getDays();
    }

    /** Whether the whole rule is postponed. */
    public boolean held(LocalDate today) {
        return holds.stream().anyMatch(hold -> hold.item() == null && !today.isAfter(hold.until()));
    }

    /** Some of what is due or shown, to choose from. */
    List<String> references() {
        return Stream.concat(
                        due.references().stream(),
                        notice == null ? Stream.empty() : notice.references().stream())
                .distinct()
                .toList();
    }
}
