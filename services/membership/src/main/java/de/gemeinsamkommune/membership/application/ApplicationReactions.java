package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finishes approvals that were cut off, forgets applicants that were erased, and tidies up. Each of
 * it has no effect the second time.
 */
@Component
class ApplicationReactions implements Reaction {

    private final Applications applications;

    ApplicationReactions(Applications applications) {
        this.applications = applications;
    }

    /** What is read of {@code membership.application-approved.v1}. */
    record Approved(String application) {}

    /** What is read of {@code membership.person-erased.v1}. */
    record PersonErased(String person) {}

    @Override
    public String name() {
        return "applications";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.application", "membership.person");
    }

    /** A restored store must not know the person again. */
    @Override
    public Set<String> lasting() {
        return Set.of("membership.person-erased.v1");
    }

    @Override
    public void on(Message message) {
        switch (message.type()) {
            case "membership.application-approved.v1" ->
                    applications.carryOut(message.read(Approved.class).application());
            case "membership.person-erased.v1" ->
                    applications.forget(message.read(PersonErased.class).person());
            default -> {
                // others tell of what is done already
            }
        }
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void tidy() {
        applications.tidy();
    }
}
