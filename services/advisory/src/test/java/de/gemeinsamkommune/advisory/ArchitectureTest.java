package de.gemeinsamkommune.advisory;

import de.gemeinsamkommune.testsupport.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_rules_of_all_services() {
        ArchitectureRules.check("de.gemeinsamkommune.advisory");
    }
}
