package de.gemeinsamkommune.membership.funding;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.membership.funding.FundingEvent.FundingPeriodOpened;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateNotFound;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Opens and corrects funding periods, and finds them. */
@Component
public class FundingPeriods {

    private static final int ALL = 1000;

    private final AggregateStore<FundingPeriod> periods;
    private final PersonRegister people;
    private final Clock clock;

    FundingPeriods(Messaging messaging, PersonRegister people, Clock clock) {
        this.periods =
                messaging.aggregates(
                        "fundingPeriods", FundingPeriod.class, "membership.funding-period");
        this.people = people;
        this.clock = clock;
    }

    /** Opens a period at a start of the network; has no effect when its code is known already. */
    public void seed(FundingPeriod period) {
        try {
            periods.insert(period.code(), period, List.of(period.open()));
        } catch (AggregateExists already) {
            // opened by an earlier start or by another instance
        }
    }

    /**
     * Opens a period.
     *
     * @return the period; the one that is there when it has just these terms
     * @throws FundingPeriodExists when a period with other terms has the code
     */
    Stored<FundingPeriod> open(Caller caller, String code, FundingTerms terms) {
        people.requireActing(caller);
        FundingPeriod period = FundingPeriod.of(code, terms, false);
        FundingPeriodOpened opened = period.open();
        try {
            return periods.insert(code, period, List.of(opened));
        } catch (AggregateExists already) {
            return periods.find(code)
                    .filter(there -> there.state().terms().equals(terms))
                    .orElseThrow(FundingPeriodExists::new);
        }
    }

    /**
     * Puts other terms in the place of those that were agreed on or written down wrongly.
     *
     * @param expectedVersion the version its sender saw
     * @throws FundingPeriodNotFound when no period has the code
     * @throws FundingPeriodChangedMeanwhile when it is at another version
     */
    Stored<FundingPeriod> correct(
            Caller caller, String code, long expectedVersion, FundingTerms terms) {
        people.requireActing(caller);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            return periods.change(
                    code,
                    expectedVersion,
                    period -> period.correct(terms),
                    (period, event) -> period.apply(event, caller.id(), now));
        } catch (AggregateNotFound never) {
            throw new FundingPeriodNotFound();
        } catch (StaleVersion lost) {
            throw new FundingPeriodChangedMeanwhile();
        }
    }

    /**
     * {@return the period with this code}
     *
     * @throws FundingPeriodNotFound when there is none
     */
    Stored<FundingPeriod> get(String code) {
        return periods.find(code).orElseThrow(FundingPeriodNotFound::new);
    }

    /** {@return all periods, the earliest first} */
    public List<FundingPeriod> all() {
        return periods.find(Filters.empty(), Sorts.ascending("_id"), ALL).stream()
                .map(Stored::state)
                .sorted(
                        Comparator.comparing((FundingPeriod period) -> period.terms().from())
                                .thenComparing(FundingPeriod::code))
                .toList();
    }

    /**
     * {@return the period the network works in on this day: the one that covers it, else the last
     * that had begun by then; a real one before an invented one}
     */
    public Optional<FundingPeriod> on(LocalDate day) {
        return all().stream()
                .filter(period -> !period.terms().from().isAfter(day))
                .max(
                        Comparator.comparing((FundingPeriod period) -> period.covers(day))
                                .thenComparing(period -> !period.demo())
                                .thenComparing(period -> period.terms().from()));
    }
}
