package de.gemeinsamkommune.membership.funding;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.membership.funding.FundingEvent.FundingPeriodOpened;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Opens funding periods and finds them. */
@Component
public class FundingPeriods {

    private static final int ALL = 1000;

    private final AggregateStore<FundingPeriod> periods;

    FundingPeriods(Messaging messaging) {
        periods =
                messaging.aggregates(
                        "fundingPeriods", FundingPeriod.class, "membership.funding-period");
    }

    /** Opens a period; has no effect when its code is known already. */
    public void open(FundingPeriod period) {
        FundingPeriodOpened opened = period.open();
        try {
            periods.insert(period.code(), FundingPeriod.of(opened), List.of(opened));
        } catch (AggregateExists already) {
            // opened by an earlier start or by another instance
        }
    }

    /** {@return all periods, the earliest first} */
    public List<FundingPeriod> all() {
        return periods.find(Filters.empty(), Sorts.ascending("_id"), ALL).stream()
                .map(Stored::state)
                .sorted(
                        Comparator.comparing(FundingPeriod::from)
                                .thenComparing(FundingPeriod::code))
                .toList();
    }

    /**
     * {@return the period the network works in on this day: the one that covers it, else the last
     * that had begun by then; a real one before an invented one}
     */
    public Optional<FundingPeriod> on(LocalDate day) {
        return all().stream()
                .filter(period -> !period.from().isAfter(day))
                .max(
                        Comparator.comparing((FundingPeriod period) -> period.covers(day))
                                .thenComparing(period -> !period.demo())
                                .thenComparing(FundingPeriod::from));
    }
}
