package de.gemeinsamkommune.membership.network;

import de.gemeinsamkommune.membership.funding.FundingPeriods;
import de.gemeinsamkommune.membership.funding.FundingView;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The fact sheet of the network, for everybody. */
@RestController
class NetworkController {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final NetworkFacts facts;
    private final FundingPeriods periods;
    private final Clock clock;

    NetworkController(JsonMapper json, FundingPeriods periods, Clock clock) {
        this.facts = NetworkFacts.read(json, new ClassPathResource("membership/network.json"));
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * The fact sheet in one language.
     *
     * @param carrier the association that carries the network
     * @param programme the fund that pays for it
     * @param objective the programme's objective that it serves
     * @param fundingStatement the sentence the programme demands beside the emblem, in full
     * @param topics what the network deals with
     * @param sources whom the data about municipalities come from, to be shown with them
     * @param currentPeriod the funding period that covers today, else the last one begun
     */
    record FactSheet(
            String name,
            String subtitle,
            Carrier carrier,
            String programme,
            String objective,
            String fundingStatement,
            String description,
            List<Topic> topics,
            List<String> sources,
            @Nullable FundingView currentPeriod) {}

    /** Who carries the network. */
    record Carrier(String name, String place) {}

    /** What the network deals with. */
    record Topic(String code, String name) {}

    @GetMapping("/api/membership/network")
    @PermitAll
    ResponseEntity<FactSheet> showNetwork(Locale locale) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), BERLIN);
        FactSheet sheet =
                new FactSheet(
                        facts.name(),
                        facts.subtitle(),
                        new Carrier(facts.carrier(), facts.place()),
                        facts.programme().in(locale),
                        facts.objective().in(locale),
                        facts.fundingStatement().in(locale),
                        facts.description().in(locale),
                        facts.topics().stream()
                                .map(topic -> new Topic(topic.code(), topic.name().in(locale)))
                                .toList(),
                        facts.sources(),
                        periods.on(today)
                                .map(period -> FundingView.of(period, today))
                                .orElse(null));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, NetworkFacts.language(locale))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(sheet);
    }
}
