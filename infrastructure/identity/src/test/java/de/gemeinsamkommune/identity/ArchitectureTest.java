package de.gemeinsamkommune.identity;

import de.gemeinsamkommune.testsupport.ArchitectureRules;
import de.gemeinsamkommune.testsupport.ArchitectureRules.Except;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_rules_of_all_services() {
        // the driver reads times as java.util.Date, and mails are dated with it
        ArchitectureRules.check("de.gemeinsamkommune.identity", Except.DATE);
    }
}
