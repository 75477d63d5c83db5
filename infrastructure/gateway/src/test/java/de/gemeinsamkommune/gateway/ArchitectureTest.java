package de.gemeinsamkommune.gateway;

import de.gemeinsamkommune.testsupport.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_rules() {
        ArchitectureRules.check("de.gemeinsamkommune.gateway");
    }
}
