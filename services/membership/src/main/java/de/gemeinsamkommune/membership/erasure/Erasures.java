package de.gemeinsamkommune.membership.erasure;

import de.gemeinsamkommune.membership.erasure.Erasure.Confirmation;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Has people forgotten and keeps the receipts. */
@Component
class Erasures {

    private static final Logger log = LoggerFactory.getLogger(Erasures.class);

    private final AggregateStore<Erasure> erasures;
    private final PersonRegister people;
    private final Clock clock;

    Erasures(Messaging messaging, PersonRegister people, Clock clock) {
        this.erasures = messaging.aggregates("erasures", Erasure.class, "membership.erasure");
        this.people = people;
        this.clock = clock;
    }

    /**
     * Erases a person here, which tells all services to do the same.
     *
     * @return the receipt; a repeat gets the same one
     */
    Erasure request(String person) {
        return open(people.erase(person), person, now()).state();
    }

    /**
     * Erases a person who has not accepted the invitation; somebody who has is left alone.
     *
     * @return whether the person is erased now and was not before
     */
    boolean requestForInvited(String person) {
        Optional<String> receipt = people.eraseInvited(person);
        receipt.ifPresent(id -> open(id, person, now()));
        return receipt.isPresent();
    }

    Optional<Erasure> find(String receipt) {
        return erasures.find(receipt).map(Stored::state);
    }

    /**
     * Takes in that a person was erased. As a rule all of it is known; but the request may have
     * been cut off after erasing the person, and the store may have been restored from a backup.
     *
     * @param at when the erasure was asked for
     */
    void requested(String receipt, String person, Instant at) {
        people.eraseAgain(person, receipt, at);
        open(receipt, person, at);
    }

    /**
     * Opens the receipt, unless that was done: either by the request or, when that was cut off
     * after erasing the person, by the message about it.
     *
     * @param at when the erasure was asked for
     */
    Stored<Erasure> open(String receipt, String person, Instant at) {
        Optional<Stored<Erasure>> opened = erasures.find(receipt);
        if (opened.isPresent()) {
            return opened.get();
        }
        Erasure requested = Erasure.requested(receipt, person, at);
        try {
            return erasures.insert(receipt, requested, List.of());
        } catch (AggregateExists already) {
            return erasures.find(receipt).orElseThrow();
        }
    }

    /** Takes in that a service has forgotten a person; a repeat has no effect. */
    void confirm(String service, String person, Confirmation confirmation) {
        Optional<String> receipt = people.receiptOf(person);
        if (receipt.isEmpty()) {
            log.warn("{} confirmed an erasure that was never asked for", service);
            return;
        }
        boolean written = false;
        while (!written) {
            written =
                    tryToConfirm(
                            open(receipt.get(), person, confirmation.at()), service, confirmation);
        }
    }

    private boolean tryToConfirm(Stored<Erasure> read, String service, Confirmation confirmation) {
        Erasure erasure = read.state().confirmed(service, confirmation);
        if (erasure.equals(read.state())) {
            return true;
        }
        List<ErasureEvent> completed = erasure.complete();
        for (ErasureEvent event : completed) {
            erasure = erasure.apply(event, now());
        }
        try {
            erasures.update(read, erasure, completed);
            return true;
        } catch (StaleVersion lost) {
            return false;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
