package de.gemeinsamkommune.membership.funding;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.funding.FundingTerms.Contradiction;
import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The funding periods: read by everybody, since it is public money; kept by the project lead. */
@RestController
@RequestMapping("/api/membership/funding-periods")
class FundingController {

    /** Days of the network begin and end in Bavaria. */
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A hundred billion euros; beyond, percent of it would not fit any more. */
    private static final long MOST_CENTS = 10_000_000_000_000L;

    /** A line of text: no controls and no line ends, something to be seen in it. */
    private static final String LINE = "(?U)(?=.*[^\\p{Z}\\p{C}])[^\\p{Cc}]{1,200}";

    private final FundingPeriods periods;
    private final Clock clock;
    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    FundingController(FundingPeriods periods, Clock clock) {
        this.periods = periods;
        this.clock = clock;
        texts.setBasename("membership/problems");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    /**
     * The terms of a period, all of them.
     *
     * @param totalCents in euro cents, up to a hundred billion euros
     * @param grantCents in euro cents
     * @param rate in whole percent
     * @param approximate absent where the amounts are exact
     */
    record Terms(
            @NotNull @Pattern(regexp = LINE) String name,
            @NotNull @Pattern(regexp = LINE) String funder,
            @NotNull @Pattern(regexp = LINE) String programme,
            @NotNull @Pattern(regexp = "[A-Za-z0-9.-]{1,20}") String specificObjective,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotNull @Min(1) @Max(MOST_CENTS) Long totalCents,
            @NotNull @Min(0) @Max(MOST_CENTS) Long grantCents,
            @NotNull @Min(1) @Max(100) Integer rate,
            @Nullable Boolean approximate) {

        FundingTerms terms() {
            return new FundingTerms(
                    name.strip(),
                    funder.strip(),
                    programme.strip(),
                    specificObjective,
                    from,
                    to,
                    totalCents,
                    grantCents,
                    rate,
                    Boolean.TRUE.equals(approximate));
        }
    }

    /** Lists all periods, the earliest first; always all on one page. */
    @GetMapping
    @PermitAll
    Page<FundingView> listFundingPeriods() {
        LocalDate today = today();
        return new Page<>(
                periods.all().stream().map(period -> FundingView.of(period, today)).toList(), null);
    }

    @GetMapping("/{code}")
    @PermitAll
    ResponseEntity<FundingView> showFundingPeriod(@PathVariable String code) {
        return answer(periods.get(code));
    }

    /** Lists what was corrected, the latest first; always all on one page. */
    @GetMapping("/{code}/history")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.FUNDER, Roles.ADMINISTRATOR})
    Page<Change> listCorrections(@PathVariable String code) {
        return new Page<>(periods.get(code).state().history().reversed(), null);
    }

    /** Opens a period; with {@code If-Match} corrects the one that is there. */
    @PutMapping("/{code}")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<FundingView> putFundingPeriod(
            @PathVariable String code,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Terms sent,
            Locale locale,
            Caller caller) {
        if (!FundingPeriod.isCode(code)) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "funding-period-code-malformed");
        }
        requireNoContradiction(sent, locale);
        return answer(
                ifMatch == null
                        ? periods.open(caller, code, sent.terms())
                        : periods.correct(caller, code, ETags.require(ifMatch), sent.terms()));
    }

    private void requireNoContradiction(Terms sent, Locale locale) {
        List<Contradiction> found =
                FundingTerms.contradictions(
                        sent.from(), sent.to(), sent.totalCents(), sent.grantCents(), sent.rate());
        if (found.isEmpty()) {
            return;
        }
        ProblemException problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid-request");
        for (Contradiction contradiction : found) {
            problem.error(
                    contradiction.pointer(), texts.getMessage(contradiction.text(), null, locale));
        }
        throw problem;
    }

    private ResponseEntity<FundingView> answer(Stored<FundingPeriod> period) {
        return ResponseEntity.ok()
                .eTag(ETags.of(period.version()))
                .body(FundingView.of(period.state(), today()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), BERLIN);
    }

    /** How refusals about funding periods are answered. */
    @RestControllerAdvice
    @Order(0)
    static class FundingProblems {

        @ExceptionHandler
        ProblemException on(FundingPeriodNotFound refusal) {
            return Problems.of(HttpStatus.NOT_FOUND, "funding-period-not-found");
        }

        @ExceptionHandler
        ProblemException on(FundingPeriodExists refusal) {
            return Problems.of(HttpStatus.CONFLICT, "funding-period-exists");
        }

        @ExceptionHandler
        ProblemException on(FundingPeriodChangedMeanwhile refusal) {
            return Problems.of(HttpStatus.PRECONDITION_FAILED, "funding-period-changed-meanwhile");
        }
    }
}
