package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonMergedInto;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Finishes merges. A merge is three writes on two documents: the one who stays notes whom they take
 * in and what that one brings along; the one who goes gives up profile and address, which is the
 * moment it counts; the one who stays takes both over. Each write is conditional on what was read,
 * so whoever comes along after an interruption goes on where it stopped, and several may at once.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Merger implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(Merger.class);
    private static final int LOST_RACES = 100;

    private final MongoPeople people;
    private final Administrators administrators;
    private final List<Forgetting> forgetting;
    private final Clock clock;

    Merger(
            MongoPeople people,
            Administrators administrators,
            List<Forgetting> forgetting,
            Clock clock) {
        this.people = people;
        this.administrators = administrators;
        this.forgetting = forgetting;
        this.clock = clock;
    }

    /** Goes on where the last run ended, before anything else begins. */
    @Override
    public void run(ApplicationArguments arguments) {
        sweep();
    }

    /** Goes on where another instance ended. */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        for (String id : people.merging()) {
            log.info("The merge into {} goes on", id);
            goOn(() -> finish(id), id);
        }
        people.erasedWithMerged().forEach(id -> goOn(() -> eraseAbsorbed(id), id));
    }

    /** What fails for one is tried again with the next sweep, and holds nobody else up. */
    private static void goOn(Runnable step, String id) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            // without its message, which may quote the address of a duplicate key
            log.warn(
                    "The merge into {} could not go on yet: {}",
                    id,
                    failure.getClass().getSimpleName());
        }
    }

    /** Finishes whatever is under way, so that all anybody brings along is with who stays. */
    void finishAll() {
        people.merging().forEach(this::finish);
    }

    /**
     * Finishes the merge into a person, if one is under way: it is carried out, or given up when
     * the one who goes was changed before they gave up anything.
     *
     * @throws PersonNotFound when nobody ever had this id
     */
    void finish(String kept) {
        for (int race = 0; ; race++) {
            Stored<Person> read = people.findEvenGone(kept).orElseThrow(PersonNotFound::new);
            Merging merging = read.state().merging();
            if (merging == null) {
                return;
            }
            try {
                step(read, merging);
            } catch (StaleVersion lost) {
                if (race == LOST_RACES) {
                    throw lost;
                }
            }
        }
    }

    /** Gives up merges of somebody who was erased, so that nothing of them is left there. */
    void giveUp(String absorbed) {
        people.merging(absorbed).forEach(this::finish);
    }

    /** Erases all who are part of somebody erased; repeating it has no effect. */
    void eraseAbsorbed(String erased) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (String id : people.absorbedBy(erased)) {
            people.change(
                    id,
                    person -> person.erase(new Erase(UUID.randomUUID().toString())),
                    (person, event) -> person.apply(event, erased, now));
        }
    }

    private void step(Stored<Person> kept, Merging merging) {
        Stored<Person> other =
                people.findEvenGone(merging.absorbed()).orElseThrow(PersonNotFound::new);
        if (kept.id().equals(other.state().mergedInto())) {
            takeIn(kept, merging);
        } else if (other.version() == merging.version()) {
            // both: an erasure that waits for this end has told nobody of the address taken over
            dropAddress(kept.state());
            dropAddress(other.state());
            PersonMergedInto merged = other.state().mergeInto(kept.id(), merging);
            people.update(
                    other,
                    other.state().apply(merged, merging.by(), merging.at()),
                    List.of(merged));
        } else {
            people.update(kept, kept.state().notMerging());
        }
    }

    private void takeIn(Stored<Person> kept, Merging merging) {
        Person person = kept.state();
        Person after = person.tookIn(merging);
        try (Administrators.Leave leave = administrators.leave()) {
            if (!person.isActiveAdministrator() && after.isActiveAdministrator()) {
                leave.comesBack(kept.id());
            }
            people.updateWithAddress(kept, after, person.takeIn(merging));
        } catch (PersonAlreadyKnown takenMeanwhile) {
            // invited in the moment in which nobody had the address: the other address stays
            dropAddress(merging.absorbed(), merging.emailKey());
            Merging rest = merging.withoutEmail();
            people.update(kept, person.tookIn(rest), person.takeIn(rest));
        }
    }

    private void dropAddress(Person person) {
        dropAddress(person.id(), person.emailKey());
    }

    private void dropAddress(String person, @Nullable String emailKey) {
        forgetting.forEach(each -> each.before(person, emailKey));
    }
}
