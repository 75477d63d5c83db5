package de.gemeinsamkommune.membership.funding;

import de.gemeinsamkommune.defaults.Page;

import jakarta.annotation.security.PermitAll;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** The funding periods, for everybody: public money. */
@RestController
@RequestMapping("/api/membership/funding-periods")
@PermitAll
class FundingController {

    /** Days of the network begin and end in Bavaria. */
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final FundingPeriods periods;
    private final Clock clock;

    FundingController(FundingPeriods periods, Clock clock) {
        this.periods = periods;
        this.clock = clock;
    }

    /** Lists all periods, the earliest first; always all on one page. */
    @GetMapping
    Page<FundingView> listFundingPeriods() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), BERLIN);
        return new Page<>(
                periods.all().stream().map(period -> FundingView.of(period, today)).toList(), null);
    }
}
