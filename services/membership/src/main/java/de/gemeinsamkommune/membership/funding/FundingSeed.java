package de.gemeinsamkommune.membership.funding;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Opens the network's real funding period at the first start. */
@Component
class FundingSeed implements ApplicationRunner {

    private static final String FILE = "membership/funding-periods.json";

    private final FundingPeriods periods;
    private final JsonMapper json;

    FundingSeed(FundingPeriods periods, JsonMapper json) {
        this.periods = periods;
        this.json = json;
    }

    /** The form of the file. */
    record Seed(String source, List<Period> periods) {

        record Period(String code, FundingTerms terms) {}
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            for (Seed.Period period : json.readValue(in, Seed.class).periods()) {
                periods.seed(FundingPeriod.of(period.code(), period.terms(), false));
            }
        }
    }
}
