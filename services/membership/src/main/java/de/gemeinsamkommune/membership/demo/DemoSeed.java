package de.gemeinsamkommune.membership.demo;

import de.gemeinsamkommune.membership.funding.FundingPeriod;
import de.gemeinsamkommune.membership.funding.FundingPeriods;
import de.gemeinsamkommune.membership.funding.FundingTerms;
import de.gemeinsamkommune.membership.person.EmailAddress;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonName;
import de.gemeinsamkommune.membership.person.PersonRegister;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Adds the invented people and a funding period around today. */
@Component
@ConditionalOnBooleanProperty("membership.demo")
class DemoSeed implements ApplicationRunner {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long TOTAL_CENTS = 90_000_000;
    private static final long GRANT_CENTS = 81_000_000;

    private final DemoPeople people;
    private final PersonRegister register;
    private final FundingPeriods periods;
    private final Clock clock;

    DemoSeed(DemoPeople people, PersonRegister register, FundingPeriods periods, Clock clock) {
        this.people = people;
        this.register = register;
        this.periods = periods;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (DemoPeople.DemoPerson person : people.all()) {
            register.join(
                    person.id(),
                    new Invite(
                            new PersonName(person.givenName(), person.familyName()),
                            EmailAddress.parse(person.email()).orElseThrow(),
                            person.municipality(),
                            List.of(person.role()),
                            "de"),
                    person.entry());
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), BERLIN);
        if (periods.all().stream().noneMatch(period -> period.demo() && period.covers(today))) {
            periods.seed(around(today));
        }
    }

    /** {@return an invented period of three calendar years, of which today lies in the second} */
    static FundingPeriod around(LocalDate today) {
        LocalDate from = LocalDate.of(today.getYear() - 1, 1, 1);
        return FundingPeriod.of(
                "demo-" + from.getYear(),
                new FundingTerms(
                        "Gemeinsam Kommune (Demo)",
                        "Demo-Fördergeber",
                        "Demo-Programm",
                        "2",
                        from,
                        from.plusYears(3).minusDays(1),
                        TOTAL_CENTS,
                        GRANT_CENTS,
                        90,
                        false),
                true);
    }
}
