package de.gemeinsamkommune.portal;

import de.gemeinsamkommune.testsupport.ArchitectureRules;
import de.gemeinsamkommune.testsupport.ArchitectureRules.Except;

import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_rules_of_all_services() {
        // the driver knows only java.util.Date
        ArchitectureRules.check("de.gemeinsamkommune.portal", Except.DATE);
    }
}
