package de.gemeinsamkommune.defaults.retention;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a rule: what it showed and has not yet acted on, what holds it back, what it
 * did.
 *
 * @param code of the rule
 * @param version counts the writes
 * @param checkedOn the last day (Europe/Berlin) it was looked at
 * @param notice what is shown and waits to be acted on
 * @param holds what is postponed
 * @param runs the latest, newest first
 */
public record RuleState(
        @BsonId String code,
        long version,
        @Nullable LocalDate checkedOn,
        @Nullable Notice notice,
        List<Hold> holds,
        List<Run> runs) {

    /** Most holds on one rule. */
    static final int MAX_HOLDS = 100;

    private static final int RUNS_KEPT = 12;

    /**
     * What is due, shown before it is acted on.
     *
     * @param shownAt when; the rule acts on what was due then and on nothing later
     * @param count how many records
     * @param references some of them, the oldest first
     * @param actOn the first day on which the rule may act
     * @param releasedBy who released it early, or at all
     */
    public record Notice(
            Instant shownAt,
            long count,
            List<String> references,
            LocalDate actOn,
            @Nullable String releasedBy) {}

    /**
     * That a rule or one record is left alone for a time.
     *
     * @param item reference of the record, null for the whole rule
     * @param until last day
     * @param reason why; no personal data
     * @param by id of the administrator
     * @param fingerprint recognises a repeat of the request
     */
    public record Hold(
            String id,
            @Nullable String item,
            LocalDate until,
            String reason,
            String by,
            Instant at,
            String fingerprint) {

        boolean active(LocalDate today) {
            return !today.isAfter(until);
        }
    }

    /**
     * That a rule acted.
     *
     * @param shownAt when that was shown
     * @param shown how many records were shown
     * @param acted how many it dealt with
     * @param complete whether nothing of what was shown is left but what is held
     */
    public record Run(Instant at, Instant shownAt, long shown, long acted, boolean complete) {}

    static RuleState fresh(String code) {
        return new RuleState(code, 0, null, null, List.of(), List.of());
    }

    /** Whether the whole rule is postponed. */
    boolean held(LocalDate today) {
        return holds.stream().anyMatch(hold -> hold.item() == null && hold.active(today));
    }

    /** The records that are postponed. */
    Set<String> heldItems(LocalDate today) {
        return holds.stream()
                .filter(hold -> hold.active(today))
                .flatMap(hold -> Stream.ofNullable(hold.item()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is to be acted on today, if anything. */
    Optional<Notice> ripe(LocalDate today, Effect effect) {
        if (notice == null || held(today)) {
            return Optional.empty();
        }
        boolean byItself = effect != Effect.PROPOSE && !today.isBefore(notice.actOn());
        return byItself || notice.releasedBy() != null ? Optional.of(notice) : Optional.empty();
    }

    Optional<Hold> hold(String id) {
        return holds.stream().filter(hold -> hold.id().equals(id)).findFirst();
    }

    /** Looked at; holds that are over go. */
    RuleState checked(LocalDate today) {
        return with(
                today, notice, holds.stream().filter(hold -> hold.active(today)).toList(), runs);
    }

    RuleState showing(Notice shown) {
        return with(checkedOn, shown, holds, runs);
    }

    RuleState holding(Hold hold) {
        return with(
                checkedOn, notice, Stream.concat(holds.stream(), Stream.of(hold)).toList(), runs);
    }

    RuleState without(Hold hold) {
        return with(
                checkedOn,
                notice,
                holds.stream().filter(each -> !each.id().equals(hold.id())).toList(),
                runs);
    }

    RuleState released(String by) {
        return notice == null
                ? this
                : showing(
                        new Notice(
                                notice.shownAt(),
                                notice.count(),
                                notice.references(),
                                notice.actOn(),
                                by));
    }

    /** The rule acted; what is left of a run that was cut off stays shown. */
    RuleState ran(Run run) {
        return with(
                checkedOn,
                run.complete() ? null : notice,
                holds,
                Stream.concat(Stream.of(run), runs.stream()).limit(RUNS_KEPT).toList());
    }

    private RuleState with(
            @Nullable LocalDate checkedOn,
            @Nullable Notice notice,
            List<Hold> holds,
            List<Run> runs) {
        return new RuleState(code, version, checkedOn, notice, holds, runs);
    }

    RuleState next() {
        return new RuleState(code, version + 1, checkedOn, notice, holds, runs);
    }
}
