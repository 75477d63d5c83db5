package de.gemeinsamkommune.advisory.demo;

import de.gemeinsamkommune.advisory.demo.DemoPeople.DemoPerson;
import de.gemeinsamkommune.defaults.ServiceClient;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Loads the demo cases once membership can say who the demo people are. */
@Component
@ConditionalOnBooleanProperty("advisory.demo")
class DemoLoading {

    private static final Logger log = LoggerFactory.getLogger(DemoLoading.class);

    private final DemoCases cases;
    private final RestClient membership;
    private boolean loaded;

    DemoLoading(
            DemoCases cases,
            ServiceClient client,
            @Value("${advisory.membership-url}") String membershipUrl) {
        this.cases = cases;
        this.membership = client.to(membershipUrl);
    }

    /** Asks again every two seconds until it worked once: the services start in any order. */
    @Scheduled(initialDelay = 1, fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void load() {
        if (loaded) {
            return;
        }
        List<DemoPerson> people;
        try {
            people =
                    Objects.requireNonNull(
                            membership
                                    .get()
                                    .uri("/internal/membership/demo-people")
                                    .retrieve()
                                    .body(new ParameterizedTypeReference<List<DemoPerson>>() {}));
        } catch (RestClientException | IllegalStateException notYet) {
            log.info("Demo people are not there yet: {}", notYet.getClass().getSimpleName());
            return;
        }
        if (people.isEmpty()) {
            log.info("Demo people are not there yet");
            return;
        }
        cases.play(new DemoPeople(people));
        loaded = true;
        log.info("The demo cases are loaded");
    }
}
