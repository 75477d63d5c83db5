package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.Events;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Brings documents up to their heads where the last run was ended in between. */
@Component
final class SettlingAtStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SettlingAtStart.class);

    private final Events events;
    private final RegistrationDesk desk;

    SettlingAtStart(Events events, RegistrationDesk desk) {
        this.events = events;
        this.desk = desk;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (String event : events.withUnappliedDecisions()) {
            try {
                desk.settle(event);
            } catch (RuntimeException failed) {
                // the next command for this event tries again, before it is decided
                LOG.warn("Event {} is not settled yet", event, failed);
            }
        }
    }
}
