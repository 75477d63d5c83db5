package de.gemeinsamkommune.badfixture;

import de.gemeinsamkommune.badfixture.one.One;
import de.gemeinsamkommune.fixture.FixtureApplication;
import de.gemeinsamkommune.messaging.DomainEvent;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.Date;

/** Breaks every rule. */
@RestController
public class BadController {

    @Value("${x}")
    String injected;

    One one;
    FixtureApplication other;
    KafkaProducer<String, String> producer;

    @GetMapping("/forgotten")
    String forgotten() {
        System.out.println(Instant.now());
        return new Date().toString();
    }

    static class BadHelper {}

    static class Happened implements DomainEvent {
        GetMapping spring;
    }
}
