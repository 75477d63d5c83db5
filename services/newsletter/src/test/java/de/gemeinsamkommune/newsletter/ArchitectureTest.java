package de.gemeinsamkommune.newsletter;

import de.gemeinsamkommune.testsupport.ArchitectureRules;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_rules_of_all_services() {
        // the Date header of a mail can be set by java.util.Date alone
        ArchitectureRules.check("de.gemeinsamkommune.newsletter", ArchitectureRules.Except.DATE);
    }
}
