package de.gemeinsamkommune.analytics;

import de.gemeinsamkommune.testsupport.ArchitectureRules;
import de.gemeinsamkommune.testsupport.ArchitectureRules.Except;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_rules_of_all_services() {
        // the feed is Kafka itself, read by offsets: nothing that consumes with effects
        ArchitectureRules.check("de.gemeinsamkommune.analytics", Except.KAFKA);
    }
}
