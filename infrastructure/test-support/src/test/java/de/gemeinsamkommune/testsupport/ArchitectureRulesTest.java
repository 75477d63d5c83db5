package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {

    private static final String GOOD = "de.gemeinsamkommune.fixture";
    private static final String BAD = "de.gemeinsamkommune.badfixture";

    private static JavaClasses classes(String of) {
        return new ClassFileImporter().importPackages(of);
    }

    @Test
    void a_service_that_keeps_the_rules_passes() {
        ArchitectureRules.check(classes(GOOD), GOOD);
    }

    @Test
    void each_broken_rule_is_named() {
        assertThatThrownBy(() -> ArchitectureRules.check(classes(BAD), BAD))
                .hasMessageContaining("services share schemas and never classes")
                .hasMessageContaining("a service is used over HTTP and messages alone")
                .hasMessageContaining("what a class needs stands in its constructor")
                .hasMessageContaining("logs go through SLF4J")
                .hasMessageContaining("time comes from the Clock bean")
                .hasMessageContaining("such a name says nothing")
                .hasMessageContaining("java.time says what it means")
                .hasMessageContaining("messages go through messaging")
                .hasMessageContaining("does not say who may call it")
                .hasMessageContaining("a feature can be understood alone")
                .hasMessageContaining("is no record")
                .hasMessageContaining("is not nested in a sealed interface")
                .hasMessageContaining("has no @EventType")
                .hasMessageContaining("Spring, Mongo and JSON stay at the rim")
                .hasMessageContaining("has no package-info.java with @NullMarked");
    }

    @Test
    void a_package_without_classes_is_an_error() {
        assertThatThrownBy(() -> ArchitectureRules.check("de.gemeinsamkommune.nowhere"))
                .hasMessageContaining("no classes");
    }
}
