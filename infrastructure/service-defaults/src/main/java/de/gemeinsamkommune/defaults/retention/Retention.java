package de.gemeinsamkommune.defaults.retention;

import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.retention.RuleState.Hold;
import de.gemeinsamkommune.defaults.retention.RuleState.Notice;
import de.gemeinsamkommune.defaults.retention.RuleState.Run;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Carries out a service's rules of retention. Once a day each rule looks at what is due and shows
 * it; it acts some days later, and only on what it has shown. Meanwhile an administrator can
 * postpone one record or the whole rule, or release it early.
 */
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** So many references are shown; the count is always whole. */
    private static final int SHOWN = 100;

    private static final int BATCH = 200;

    /** Most records of one run; the rest is for the next day. */
    private static final int MOST = 5000;

    /** After so many failures of one run the store is at fault, not the records. */
    private static final int MOST_FAILURES = 10;

    /** Longest time something is postponed at once. */
    private static final int YEARS_OF_HOLD = 3;

    private final Map<String, Declared> rules;
    private final RuleBook book;
    private final Clock clock;
    private final int daysShown;

    private record Declared(RetentionRule rule, RetentionTerms terms) {}

    /** What the outside is told of a rule. */
    record Standing(
            RetentionTerms terms,
            RuleState state,
            long due,
            List<String> references,
            @Nullable LocalDate nextDue) {}

    private Retention(Map<String, Declared> rules, RuleBook book, Clock clock, int daysShown) {
        this.rules = rules;
        this.book = book;
        this.clock = clock;
        this.daysShown = daysShown;
    }

    /**
     * The rules of a service.
     *
     * @param declared as in its {@code processing.yaml}
     * @param rules what carries them out
     * @param daysShown for how many days what is due is shown before a rule acts, from 1
     * @throws IllegalStateException when a rule is declared and not carried out, or the other way
     *     round
     */
    static Retention of(
            Processing declared,
            Collection<? extends RetentionRule> rules,
            RuleBook book,
            Clock clock,
            int daysShown) {
        if (daysShown < 1) {
            throw new IllegalArgumentException("what is due is shown for at least one day");
        }
        Map<String, RetentionRule> carriedOut = new TreeMap<>();
        rules.forEach(rule -> carriedOut.put(rule.code(), rule));
        Map<String, Declared> all = new TreeMap<>();
        for (RetentionTerms terms : declared.rules()) {
            RetentionRule rule = carriedOut.remove(terms.code());
            if (rule == null) {
                throw new IllegalStateException("Nothing carries out the rule " + terms.code());
            }
            all.put(terms.code(), new Declared(rule, terms));
        }
        if (!carriedOut.isEmpty()) {
            throw new IllegalStateException("Not declared are the rules " + carriedOut.keySet());
        }
        return new Retention(all, book, clock, daysShown);
    }

    /** {@return the same rules at another time} */
    public Retention at(Clock other) {
        return new Retention(rules, book, other, daysShown);
    }

    /**
     * Looks at all rules, each at most once a day whatever number of instances; one that fails is
     * logged, and looked at again the next day.
     */
    public void check() {
        for (String code : rules.keySet()) {
            try {
                check(code);
            } catch (RuntimeException failed) {
                LOG.error("The retention rule {} failed", code, failed);
            }
        }
    }

    /** Looks at one rule, unless that was done today. */
    public void check(String code) {
        Declared declared = declared(code);
        RuleState read = book.read(code);
        LocalDate today = today();
        if (today.equals(read.checkedOn()) || !book.write(read, read.checked(today))) {
            return;
        }
        act(declared);
        show(declared);
    }

    List<Standing> standings() {
        return rules.values().stream().map(this::standing).toList();
    }

    Standing standing(String code) {
        return standing(declared(code));
    }

    private Standing standing(Declared declared) {
        RuleState state = book.read(declared.rule().code());
        Instant cutoff = declared.terms().cutoff(clock.instant());
        return new Standing(
                declared.terms(),
                state,
                declared.rule().count(cutoff, Set.of()),
                declared.rule().due(cutoff, Set.of(), SHOWN),
                declared.terms().dueOn(declared.rule().next(cutoff)));
    }

    /**
     * Postpones a rule or one record.
     *
     * @param item reference of the record, null for the whole rule
     * @param until last day on which it is left alone
     * @param reason why
     * @param by the administrator's id
     */
    public void hold(
            String code,
            Creation creation,
            @Nullable String item,
            LocalDate until,
            String reason,
            String by) {
        declared(code);
        LocalDate today = today();
        book.change(
                code,
                state -> {
                    if (state.hold(creation.id()).isPresent()) {
                        creation.requireRepeat(
                                state.hold(creation.id()).orElseThrow().fingerprint());
                        return state;
                    }
                    if (until.isBefore(today) || until.isAfter(today.plusYears(YEARS_OF_HOLD))) {
                        throw Problems.of(HttpStatus.BAD_REQUEST, "retention-hold-out-of-bounds");
                    }
                    if (state.holds().size() >= RuleState.MAX_HOLDS) {
                        throw Problems.of(HttpStatus.CONFLICT, "retention-holds-full");
                    }
                    return state.holding(
                            new Hold(
                                    creation.id(),
                                    item,
                                    until,
                                    reason,
                                    by,
                                    now(),
                                    creation.fingerprint()));
                });
        LOG.info("{} postponed the retention rule {} until {}", by, code, until);
    }

    /** Ends a hold before its time; 404 when there is none. */
    public void lift(String code, String hold, String by) {
        declared(code);
        book.change(code, state -> state.without(state.hold(hold).orElseThrow(Problems::notFound)));
        LOG.info("{} ended the hold {} on the retention rule {}", by, hold, code);
    }

    /**
     * Acts at once on what is shown.
     *
     * @param by the administrator's id
     */
    public void release(String code, String by) {
        Declared declared = declared(code);
        LocalDate today = today();
        book.change(
                code,
                state -> {
                    if (state.notice() == null) {
                        throw Problems.of(HttpStatus.CONFLICT, "retention-nothing-shown");
                    }
                    if (state.held(today)) {
                        throw Problems.of(HttpStatus.CONFLICT, "retention-held");
                    }
                    return state.released(by);
                });
        LOG.info("{} released the retention rule {}", by, code);
        act(declared);
    }

    private void act(Declared declared) {
        String code = declared.rule().code();
        RuleState state = book.read(code);
        LocalDate today = today();
        Notice notice = state.ripe(today, declared.terms().effect()).orElse(null);
        if (notice == null) {
            return;
        }
        Instant before = declared.terms().cutoff(notice.shownAt());
        Set<String> left = new HashSet<>(state.heldItems(today));
        long acted = 0;
        long seen = 0;
        int failures = 0;
        List<String> due = declared.rule().due(before, left, BATCH);
        while (!due.isEmpty() && seen < MOST && failures < MOST_FAILURES) {
            for (String reference : due) {
                boolean done = false;
                try {
                    done = declared.rule().act(reference, before);
                } catch (RuntimeException failed) {
                    LOG.error("The retention rule {} failed for {}", code, reference, failed);
                    failures++;
                    if (failures == MOST_FAILURES) {
                        break;
                    }
                }
                if (done) {
                    acted++;
                } else {
                    // somebody was faster, or it cannot be dealt with now
                    left.add(reference);
                }
            }
            seen += due.size();
            due = declared.rule().due(before, left, BATCH);
        }
        boolean complete = due.isEmpty() && failures == 0;
        Run run = new Run(now(), notice.shownAt(), notice.count(), acted, complete);
        book.change(code, latest -> latest.ran(run));
        LOG.info("The retention rule {} dealt with {} of {}", code, acted, notice.count());
    }

    private void show(Declared declared) {
        String code = declared.rule().code();
        RuleState state = book.read(code);
        if (state.notice() != null) {
            return;
        }
        LocalDate today = today();
        Instant now = now();
        Instant before = declared.terms().cutoff(now);
        Set<String> held = state.heldItems(today);
        long count = declared.rule().count(before, held);
        if (count == 0) {
            return;
        }
        Notice notice =
                new Notice(
                        now,
                        count,
                        declared.rule().due(before, held, SHOWN),
                        today.plusDays(daysShown),
                        null);
        book.change(code, latest -> latest.notice() == null ? latest.showing(notice) : latest);
        LOG.info("The retention rule {} shows {} until {}", code, count, notice.actOn());
    }

    /** Whether it is late enough in the day for a look. */
    boolean isAfter(Duration sinceMidnight) {
        Instant midnight = today().atStartOfDay(RetentionTerms.ZONE).toInstant();
        return !clock.instant().isBefore(midnight.plus(sinceMidnight));
    }

    private Declared declared(String code) {
        Declared declared = rules.get(code);
        if (declared == null) {
            throw Problems.notFound();
        }
        return declared;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), RetentionTerms.ZONE);
    }

    /** To the millisecond, as the store keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
