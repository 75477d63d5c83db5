package de.gemeinsamkommune.defaults.retention;

import com.fasterxml.jackson.annotation.JsonInclude;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.defaults.retention.Retention.Standing;
import de.gemeinsamkommune.defaults.retention.RuleState.Hold;
import de.gemeinsamkommune.defaults.retention.RuleState.Notice;
import de.gemeinsamkommune.defaults.retention.RuleState.Run;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * A service's rules of retention over HTTP: what is due, what is shown, what is postponed. The
 * schemas have names of their own, for they stand beside those of any service.
 */
@RestController
@RequestMapping("/api/${spring.application.name}/retention")
class RetentionController {

    private final Retention retention;

    RetentionController(Retention retention) {
        this.retention = retention;
    }

    @GetMapping
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    @Operation(
            operationId = "listRetentionRules",
            summary = "The rules of retention with what is due, shown and postponed")
    Rules list(Caller caller) {
        return new Rules(
                retention.standings().stream()
                        .map(standing -> Rule.of(standing, caller.locale()))
                        .toList());
    }

    @PostMapping("/{rule}/holds")
    @RolesAllowed(Roles.ADMINISTRATOR)
    @Operation(
            operationId = "holdRetention",
            summary = "Postpone a rule, or one record of it, with a reason")
    @ResponseStatus(HttpStatus.CREATED)
    Rule hold(
            @PathVariable String rule,
            @Valid @RequestBody Postponement postponement,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            Caller caller) {
        retention.hold(
                rule,
                IdempotencyKey.of(key, caller, postponement),
                postponement.item,
                postponement.until,
                postponement.reason,
                caller.id());
        return Rule.of(retention.standing(rule), caller.locale());
    }

    @DeleteMapping("/{rule}/holds/{hold}")
    @RolesAllowed(Roles.ADMINISTRATOR)
    @Operation(operationId = "liftRetentionHold", summary = "End a hold before its time")
    Rule lift(@PathVariable String rule, @PathVariable String hold, Caller caller) {
        retention.lift(rule, hold, caller.id());
        return Rule.of(retention.standing(rule), caller.locale());
    }

    @PostMapping("/{rule}/release")
    @RolesAllowed(Roles.ADMINISTRATOR)
    @Operation(operationId = "releaseRetention", summary = "Act at once on what is shown")
    Rule release(@PathVariable String rule, Caller caller) {
        retention.release(rule, caller.id());
        return Rule.of(retention.standing(rule), caller.locale());
    }

    /** A wish to postpone; without an item the whole rule. The reason names no person. */
    @Schema(name = "RetentionPostponement")
    record Postponement(
            @Nullable @Pattern(regexp = "[A-Za-z0-9|_.:-]{1,200}") String item,
            @NotNull LocalDate until,
            @NotBlank @Size(max = 300) @Pattern(regexp = "\\P{Cntrl}*") String reason) {}

    /** The rules of a service. */
    @Schema(name = "RetentionRules")
    record Rules(List<Rule> items) {}

    /** A rule: its terms, what is due, what was shown and done. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RetentionRule")
    record Rule(
            String code,
            String name,
            String starts,
            String period,
            boolean yearEnd,
            Effect effect,
            String norm,
            Due due,
            @Nullable Shown notice,
            List<Held> holds,
            List<Done> runs,
            @Nullable LocalDate checkedOn) {

        static Rule of(Standing standing, Locale locale) {
            RetentionTerms terms = standing.terms();
            RuleState state = standing.state();
            return new Rule(
                    terms.code(),
                    terms.name(locale),
                    terms.starts(locale),
                    terms.period().toString(),
                    terms.yearEnd(),
                    terms.effect(),
                    terms.norm(),
                    new Due(standing.due(), standing.references(), standing.nextDue()),
                    state.notice() == null ? null : Shown.of(state.notice()),
                    state.holds().stream().map(Held::of).toList(),
                    state.runs().stream().map(Done::of).toList(),
                    state.checkedOn());
        }
    }

    /** What is due now, and the first day on which more will be. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RetentionDue")
    record Due(long count, List<String> references, @Nullable LocalDate next) {}

    /** What the rule will act on, and when at the earliest. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RetentionNotice")
    record Shown(
            Instant shownAt,
            long count,
            List<String> references,
            LocalDate actOn,
            @Nullable String releasedBy) {

        static Shown of(Notice notice) {
            return new Shown(
                    notice.shownAt(),
                    notice.count(),
                    notice.references(),
                    notice.actOn(),
                    notice.releasedBy());
        }
    }

    /** What is postponed; the whole rule without an item. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RetentionHold")
    record Held(
            String id,
            @Nullable String item,
            LocalDate until,
            String reason,
            String by,
            Instant at) {

        static Held of(Hold hold) {
            return new Held(
                    hold.id(), hold.item(), hold.until(), hold.reason(), hold.by(), hold.at());
        }
    }

    /** What the rule did. */
    @Schema(name = "RetentionRun")
    record Done(Instant at, Instant shownAt, long shown, long acted, boolean complete) {

        static Done of(Run run) {
            return new Done(run.at(), run.shownAt(), run.shown(), run.acted(), run.complete());
        }
    }
}
