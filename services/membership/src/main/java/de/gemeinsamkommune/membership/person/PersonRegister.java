package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateNotFound;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Carries out what is asked of people's memberships. */
@Component
public class PersonRegister {

    private final MongoPeople people;
    private final Administrators administrators;
    private final MunicipalityRegister municipalities;
    private final Clock clock;

    PersonRegister(
            MongoPeople people,
            Administrators administrators,
            MunicipalityRegister municipalities,
            Clock clock) {
        this.people = people;
        this.administrators = administrators;
        this.municipalities = municipalities;
        this.clock = clock;
    }

    /**
     * Invites somebody.
     *
     * @param creation id of the new person, and what recognises a repeat of the request
     * @param caller who invites
     * @return the invited person; for a repeat the person as they are by now
     * @throws InvitationRefused when the caller may not give these roles there
     * @throws MunicipalityUnknown when the municipality does not belong to the network
     * @throws PersonAlreadyKnown when somebody has the address already
     */
    Stored<Person> invite(Creation creation, Caller caller, Invite command) {
        requireActing(caller);
        InvitationRight.of(caller).require(command);
        if (command.municipality() != null && !municipalities.knows(command.municipality())) {
            throw new MunicipalityUnknown();
        }
        Person person = Person.of(creation.id(), command, creation.fingerprint(), now());
        try {
            return people.insert(person, List.of(person.invite()));
        } catch (AggregateExists repeat) {
            return repeated(creation);
        }
    }

    private Stored<Person> repeated(Creation creation) {
        Optional<Stored<Person>> first = people.find(creation.id());
        // an erased person has no fingerprint left, so nothing can be a repeat
        creation.requireRepeat(
                first.map(stored -> stored.state().known().fingerprint()).orElse("erased"));
        return first.orElseThrow(PersonNotFound::new);
    }

    /** Invites the first administrator, unless the network has an administrator already. */
    void inviteFirstAdministrator(Invite command) {
        if (people.hasAnybodyWith(Role.ADMINISTRATOR)) {
            return;
        }
        Person person = Person.of(UUID.randomUUID().toString(), command, "", now());
        try {
            people.insert(person, List.of(person.invite()));
        } catch (PersonAlreadyKnown anotherInstance) {
            // started at the same time and was faster
        }
    }

    /** Takes in somebody who needs no invitation; has no effect when the id is taken. */
    public void join(String id, Invite command) {
        Instant now = now();
        Person person = Person.of(id, command, "", now);
        List<PersonEvent> joined = person.accept(new Accept());
        for (PersonEvent event : joined) {
            person = person.apply(event, now);
        }
        try {
            people.insert(person, joined);
        } catch (AggregateExists already) {
            // by an earlier start; perhaps erased since, and then so it stays
        }
    }

    /**
     * Accepts the invitation; has no effect when that happened before.
     *
     * @throws PersonNotFound when nobody has this id, or was erased
     */
    Stored<Person> accept(String id) {
        return change(id, new Accept());
    }

    /**
     * Changes a person's own data.
     *
     * @param expectedVersion the version its sender saw
     * @throws PersonNotFound when nobody has this id, or was erased
     * @throws PersonChangedMeanwhile when it is at another version
     */
    Stored<Person> edit(String id, long expectedVersion, Edit command) {
        Stored<Person> read = people.find(id).orElseThrow(PersonNotFound::new);
        if (read.version() != expectedVersion) {
            throw new PersonChangedMeanwhile();
        }
        try {
            return people.update(read, read.state().edited(command));
        } catch (StaleVersion lost) {
            if (people.find(id).isEmpty()) {
                throw new PersonNotFound();
            }
            throw new PersonChangedMeanwhile();
        }
    }

    /**
     * Forgets somebody: everything personal is gone with this call, and every service is told.
     * Repeating it has no effect.
     *
     * @return the unguessable id under which the erasure can be followed; a repeat gets the same
     * @throws PersonNotFound when nobody ever had this id
     * @throws LastAdministratorStays when nobody else could look after the system
     */
    public String erase(String id) {
        Stored<Person> erased = change(id, new Erase(UUID.randomUUID().toString()));
        return Objects.requireNonNull(erased.state().receipt());
    }

    /** {@return the receipt of an erased person; empty for everybody else} */
    public Optional<String> receiptOf(String id) {
        return people.findEvenErased(id).map(Person::receipt);
    }

    /**
     * Refuses those whose token outlives their membership: it is valid for some minutes after an
     * erasure.
     *
     * @throws CallerErased when the caller is no person of the network
     */
    public void requireActing(Caller caller) {
        if (people.find(caller.id()).isEmpty()) {
            throw new CallerErased();
        }
    }

    private Stored<Person> change(String id, PersonCommand command) {
        Instant now = now();
        try {
            return people.change(
                    id,
                    person -> decide(person, command),
                    (person, event) -> person.apply(event, now));
        } catch (AggregateNotFound never) {
            throw new PersonNotFound();
        }
    }

    private List<PersonEvent> decide(Person person, PersonCommand command) {
        return switch (command) {
            case Accept accept -> person.accept(accept);
            case Erase erase -> {
                if (person.isActiveAdministrator()) {
                    administrators.letGo(person.id());
                }
                yield person.erase(erase);
            }
            case Invite _, Edit _ -> throw new IllegalArgumentException("has a method of its own");
        };
    }

    /** The store keeps milliseconds, so what is answered now equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
