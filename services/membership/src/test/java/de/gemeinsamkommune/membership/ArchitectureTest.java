package de.gemeinsamkommune.membership;

import de.gemeinsamkommune.testsupport.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_service_keeps_the_rules() {
        ArchitectureRules.check("de.gemeinsamkommune.membership");
    }
}
