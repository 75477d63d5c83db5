package de.gemeinsamkommune.testsupport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.NullMarked;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules the code of every service keeps. A service checks itself in one line. */
public final class ArchitectureRules {

    private static final String ROOT = "de.gemeinsamkommune";

    private ArchitectureRules() {}

    /** What a service may do although the rules forbid it, each with its reason in the test. */
    public enum Except {
        /** It reads or writes Kafka itself. */
        KAFKA,
        /** It hands {@code java.util.Date} to a library that knows nothing newer. */
        DATE,
        /** Its pages are guarded by its own filter chain and not by annotations. */
        PAGES
    }

    /**
     * Checks all rules that apply to a service.
     *
     * @param servicePackage for instance {@code de.gemeinsamkommune.membership}
     * @param exceptions rules left out
     */
    public static void check(String servicePackage, Except... exceptions) {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(new ImportOption.DoNotIncludeJars())
                        .importPackages(servicePackage);
        check(classes, servicePackage, exceptions);
    }

    static void check(JavaClasses classes, String servicePackage, Except... exceptions) {
        if (classes.isEmpty()) {
            throw new AssertionError("There are no classes in " + servicePackage);
        }
        Set<Except> except = EnumSet.noneOf(Except.class);
        except.addAll(Arrays.asList(exceptions));
        // all of them are evaluated, so that one run shows everything that is wrong
        List<String> violations = new ArrayList<>();
        for (ArchRule rule : rules(servicePackage, classes, except)) {
            try {
                rule.check(classes);
            } catch (AssertionError violated) {
                violations.add(violated.getMessage());
            }
        }
        violations.addAll(packagesWithoutNullMarked(classes));
        if (!violations.isEmpty()) {
            throw new AssertionError(String.join("\n\n", violations));
        }
    }

    private static List<ArchRule> rules(
            String servicePackage, JavaClasses classes, Set<Except> except) {
        List<ArchRule> rules = new ArrayList<>();
        rules.add(noOtherService(servicePackage));
        rules.add(onlyTheApplicationIsPublic(servicePackage));
        rules.add(noFieldInjection());
        rules.add(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("logs go through SLF4J"));
        rules.add(timeComesFromTheClock());
        rules.add(plainNames());
        if (!except.contains(Except.DATE)) {
            rules.add(noOldDates());
        }
        if (!except.contains(Except.KAFKA)) {
            rules.add(onlyMessagingKnowsKafka());
        }
        if (contains(classes, IS_HANDLER) && !except.contains(Except.PAGES)) {
            rules.add(handlersSayWhoMayCall());
        }
        if (classes.stream().anyMatch(c -> c.getPackageName().startsWith(servicePackage + "."))) {
            rules.add(featuresWithoutCycles(servicePackage));
        }
        if (classes.stream().anyMatch(IS_EVENT)) {
            rules.add(eventsAreTypedRecords(servicePackage));
            rules.add(domainIsPlain(servicePackage));
        }
        return rules;
    }

    private static boolean contains(JavaClasses classes, DescribedPredicate<JavaMethod> predicate) {
        return classes.stream().flatMap(c -> c.getMethods().stream()).anyMatch(predicate);
    }

    private static final DescribedPredicate<JavaClass> IS_EVENT =
            describe(
                    "are domain events",
                    c -> c.isAssignableTo(DomainEvent.class) && !c.isInterface());

    /** Aggregates, commands and events: records that fold events, and sealed families. */
    private static final DescribedPredicate<JavaClass> IS_DOMAIN =
            describe(
                    "are aggregates, commands or events",
                    c ->
                            c.isAssignableTo(DomainEvent.class)
                                    || c.getSimpleName().endsWith("Command")
                                    || c.getEnclosingClass()
                                            .map(e -> e.getSimpleName().endsWith("Command"))
                                            .orElse(false)
                                    || foldsEvents(c));

    private static boolean foldsEvents(JavaClass c) {
        return c.isRecord()
                && c.getMethods().stream()
                        .anyMatch(
                                m ->
                                        m.getName().equals("apply")
                                                && m.getRawParameterTypes().stream()
                                                        .anyMatch(
                                                                p ->
                                                                        p.isAssignableTo(
                                                                                DomainEvent
                                                                                        .class)));
    }

    private static final DescribedPredicate<JavaMethod> IS_HANDLER =
            describe(
                    "are handler methods of controllers",
                    m ->
                            m.getOwner().isMetaAnnotatedWith(Controller.class)
                                    && (m.isAnnotatedWith(RequestMapping.class)
                                            || m.isMetaAnnotatedWith(RequestMapping.class)));

    private static ArchRule noOtherService(String servicePackage) {
        DescribedPredicate<JavaClass> others =
                resideInAPackage(ROOT + "..")
                        .and(
                                resideOutsideOfPackages(
                                        servicePackage + "..",
                                        ROOT + ".messaging..",
                                        ROOT + ".defaults.."))
                        .as("other services");
        return noClasses()
                .should()
                .dependOnClassesThat(others)
                .because("services share schemas and never classes");
    }

    private static ArchRule onlyTheApplicationIsPublic(String servicePackage) {
        return classes()
                .that()
                .resideInAPackage(servicePackage)
                .and()
                .areTopLevelClasses()
                .and()
                .haveSimpleNameNotEndingWith("Application")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .notBePublic()
                .allowEmptyShould(true)
                .because("a service is used over HTTP and messages alone");
    }

    private static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .because("what a class needs stands in its constructor");
    }

    private static ArchRule timeComesFromTheClock() {
        DescribedPredicate<AccessTarget> hiddenClock =
                describe(
                        "a clock nobody can set",
                        target -> {
                            String owner = target.getOwner().getFullName();
                            return switch (target.getName()) {
                                case "now" ->
                                        Stream.of(
                                                                Instant.class,
                                                                LocalDate.class,
                                                                LocalDateTime.class,
                                                                OffsetDateTime.class,
                                                                ZonedDateTime.class)
                                                        .anyMatch(t -> t.getName().equals(owner))
                                                && !takesClock(target);
                                case "currentTimeMillis" -> owner.equals("java.lang.System");
                                case "systemUTC", "systemDefaultZone", "system" ->
                                        owner.equals(Clock.class.getName());
                                default -> false;
                            };
                        });
        return noClasses()
                .should()
                .accessTargetWhere(
                        describe(
                                "the target is a clock nobody can set",
                                access -> hiddenClock.test(access.getTarget())))
                .because("time comes from the Clock bean, so that tests and demos can set it");
    }

    private static boolean takesClock(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream()
                        .anyMatch(p -> p.isEquivalentTo(Clock.class));
    }

    private static ArchRule noOldDates() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Calendar.class)
                .because("java.time says what it means");
    }

    private static ArchRule onlyMessagingKnowsKafka() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
                .because(
                        "messages go through messaging, which keeps their order and their effects");
    }

    private static ArchRule plainNames() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Entity")
                .because("such a name says nothing");
    }

    private static ArchRule handlersSayWhoMayCall() {
        return methods()
                .that(IS_HANDLER)
                .should(
                        new ArchCondition<>("carry @PermitAll or @RolesAllowed") {
                            @Override
                            public void check(JavaMethod method, ConditionEvents events) {
                                boolean says =
                                        method.isAnnotatedWith(PermitAll.class)
                                                || method.isAnnotatedWith(RolesAllowed.class)
                                                || method.getOwner()
                                                        .isAnnotatedWith(PermitAll.class)
                                                || method.getOwner()
                                                        .isAnnotatedWith(RolesAllowed.class);
                                if (!says) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    method,
                                                    method.getFullName()
                                                            + " does not say who may call it"));
                                }
                            }
                        })
                .because("a method without the annotation is refused to everybody at run time");
    }

    private static ArchRule featuresWithoutCycles(String servicePackage) {
        return slices().matching(servicePackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature can be understood alone");
    }

    private static ArchRule eventsAreTypedRecords(String servicePackage) {
        String prefix = servicePackage.substring(servicePackage.lastIndexOf('.') + 1) + ".";
        Map<String, String> seen = new HashMap<>();
        return classes()
                .that(IS_EVENT)
                .should(
                        new ArchCondition<>(
                                "be records with a unique type "
                                        + prefix
                                        + "<kebab>.v<n>, nested"
                                        + " in a sealed interface") {
                            @Override
                            public void check(JavaClass event, ConditionEvents events) {
                                for (String fault : faults(event, prefix, seen)) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    event, event.getName() + " " + fault));
                                }
                            }
                        })
                .because("the type name is the contract, written once");
    }

    private static List<String> faults(JavaClass event, String prefix, Map<String, String> seen) {
        List<String> faults = new ArrayList<>();
        if (!event.isRecord()) {
            faults.add("is no record");
        }
        Class<?> enclosing = event.reflect().getEnclosingClass();
        if (enclosing == null || !enclosing.isInterface() || !enclosing.isSealed()) {
            faults.add("is not nested in a sealed interface");
        }
        EventType type = event.reflect().getAnnotation(EventType.class);
        if (type == null) {
            faults.add("has no @EventType");
            return faults;
        }
        String name = type.value();
        if (!name.matches(Pattern.quote(prefix) + "[a-z0-9]+(-[a-z0-9]+)*\\.v\\d+")) {
            faults.add("has the type " + name);
        }
        String other = seen.put(name, event.getName());
        if (other != null && !other.equals(event.getName())) {
            faults.add("has the same type as " + other);
        }
        return faults;
    }

    private static ArchRule domainIsPlain(String servicePackage) {
        return classes()
                .that(IS_DOMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", ROOT + ".messaging..", servicePackage + "..")
                .because("Spring, Mongo and JSON stay at the rim");
    }

    private static List<String> packagesWithoutNullMarked(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .sorted()
                .filter(name -> !isNullMarked(name))
                .map(name -> "Package " + name + " has no package-info.java with @NullMarked")
                .toList();
    }

    private static boolean isNullMarked(String packageName) {
        try {
            return Class.forName(packageName + ".package-info")
                    .isAnnotationPresent(NullMarked.class);
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }
}
