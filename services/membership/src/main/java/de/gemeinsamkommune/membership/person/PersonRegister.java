package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.person.Person.Profile;
import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonCommand.Merge;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Carries out what is asked of people's memberships. */
@Component
public class PersonRegister {

    private final MongoPeople people;
    private final Administrators administrators;
    private final Merger merger;
    private final MunicipalityRegister municipalities;
    private final Clock clock;

    PersonRegister(
            MongoPeople people,
            Administrators administrators,
            Merger merger,
            MunicipalityRegister municipalities,
            Clock clock) {
        this.people = people;
        this.administrators = administrators;
        this.merger = merger;
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
        InvitationRight.of(requireActing(caller)).require(command);
        if (command.municipality() != null) {
            requireKnown(command.municipality());
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
            person = person.apply(event, id, now);
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
        return change(id, id, new Accept());
    }

    /**
     * Changes a person's own data.
     *
     * @param expectedVersion the version its sender saw
     * @throws PersonNotFound when nobody has this id, or was erased
     * @throws PersonChangedMeanwhile when it is at another version
     */
    Stored<Person> edit(String id, long expectedVersion, Edit command) {
        return settled(id, () -> editSettled(id, expectedVersion, command));
    }

    private Stored<Person> editSettled(String id, long expectedVersion, Edit command) {
        Stored<Person> read = people.require(id);
        if (read.version() != expectedVersion) {
            throw new PersonChangedMeanwhile();
        }
        try {
            return people.update(read, read.state().edited(command, now()));
        } catch (StaleVersion lost) {
            people.require(id);
            throw new PersonChangedMeanwhile();
        }
    }

    /**
     * Gives somebody other roles.
     *
     * @param expectedVersion the version its sender saw
     * @return the person with them
     * @throws PersonNotFound when nobody has this id, or was erased
     * @throws PersonChangedMeanwhile when it is at another version
     * @throws InvitationRefused when the caller may not give or take these roles
     * @throws MunicipalityUnknown when a municipality does not belong to the network
     * @throws LastAdministratorStays when nobody else could look after the system
     */
    Stored<Person> assign(Caller caller, String id, long expectedVersion, Assign command) {
        InvitationRight right = InvitationRight.of(requireActing(caller));
        for (Affiliation affiliation : command.affiliations()) {
            requireKnown(affiliation.municipality());
        }
        return settled(
                id,
                () -> {
                    Stored<Person> read = people.require(id);
                    if (read.version() != expectedVersion) {
                        throw new PersonChangedMeanwhile();
                    }
                    right.require(read.state(), command);
                    return assign(caller, read, command);
                });
    }

    /**
     * Takes in somebody who is the same person; a repeat has no effect.
     *
     * @param kept id of the one who stays
     * @param expectedVersion the version of the one who stays that the sender saw
     * @return the person with everything of both
     * @throws MergeWithItself when it is one person only
     * @throws PersonNotFound when nobody has one of the ids, or was erased
     * @throws PersonMerged when one of them is part of yet another person
     * @throws PersonChangedMeanwhile when one of them is at another version
     * @throws MergeRefused when the caller may not give or take the roles of one of them
     * @throws MergeOfCaller when the caller is the one who would go
     */
    public Stored<Person> merge(Caller caller, String kept, long expectedVersion, Merge command) {
        InvitationRight right = InvitationRight.of(requireActing(caller));
        String absorbed = command.absorbed();
        if (kept.equals(absorbed)) {
            throw new MergeWithItself();
        }
        if (caller.id().equals(absorbed)) {
            throw new MergeOfCaller();
        }
        if (isPartOf(absorbed, kept)) {
            return finished(kept);
        }
        // one that either of them is in comes first, and then the versions are others
        merger.finish(kept);
        merger.finish(absorbed);
        begin(right, caller, kept, expectedVersion, command);
        Stored<Person> merged = finished(kept);
        if (!isPartOf(absorbed, kept)) {
            throw new PersonChangedMeanwhile();
        }
        return merged;
    }

    private void begin(
            InvitationRight right,
            Caller caller,
            String kept,
            long expectedVersion,
            Merge command) {
        Stored<Person> stays = people.require(kept);
        Stored<Person> goes = people.require(command.absorbed());
        right.requireMerge(stays.state(), goes.state());
        if (stays.version() != expectedVersion || goes.version() != command.version()) {
            throw new PersonChangedMeanwhile();
        }
        try {
            people.update(
                    stays,
                    stays.state()
                            .merging(goes.state(), goes.version(), command, caller.id(), now()));
        } catch (StaleVersion | MergePending lost) {
            throw new PersonChangedMeanwhile();
        }
    }

    private Stored<Person> finished(String kept) {
        merger.finish(kept);
        return people.require(kept);
    }

    private boolean isPartOf(String absorbed, String kept) {
        return people.findEvenGone(absorbed)
                .filter(found -> kept.equals(found.state().mergedInto()))
                .isPresent();
    }

    /** Finishes the merge into a person first, when one is under way. */
    private <T> T settled(String id, Supplier<T> command) {
        while (true) {
            try {
                return command.get();
            } catch (MergePending first) {
                merger.finish(id);
            }
        }
    }

    /**
     * Gives somebody a role in a municipality, in the place of the one they have there; repeating
     * it has no effect.
     *
     * @throws PersonNotFound when nobody has this id, was erased, or is not the caller's to know
     * @throws InvitationRefused when the caller does not lead in the municipality
     * @throws MunicipalityUnknown when the municipality does not belong to the network
     */
    Stored<Person> affiliate(Caller caller, String id, Affiliation affiliation) {
        return inMunicipality(
                caller,
                id,
                affiliation.municipality(),
                others -> Stream.concat(others, Stream.of(affiliation)).toList());
    }

    /**
     * Lets somebody leave a municipality; has no effect when they do not belong to it.
     *
     * @throws PersonNotFound when nobody has this id, was erased, or is not the caller's to know
     * @throws InvitationRefused when the caller does not lead in the municipality
     * @throws LastRoleStays when nothing would be left that the person is in the network
     */
    Stored<Person> release(Caller caller, String id, String municipality) {
        return inMunicipality(caller, id, municipality, Stream::toList);
    }

    private Stored<Person> inMunicipality(
            Caller caller,
            String id,
            String municipality,
            Function<Stream<Affiliation>, List<Affiliation>> change) {
        Person acting = requireActing(caller);
        if (!InvitationRight.of(acting).managesIn(municipality)) {
            throw new InvitationRefused();
        }
        requireKnown(municipality);
        while (true) {
            Stored<Person> read = people.require(id);
            Profile known = read.state().known();
            // a lead knows the people of the own municipality and nobody else
            if (!isTeam(acting) && !known.municipalities().contains(municipality)) {
                throw new PersonNotFound();
            }
            List<Affiliation> affiliations =
                    change.apply(
                            known.affiliations().stream()
                                    .filter(one -> !one.municipality().equals(municipality)));
            if (affiliations.isEmpty() && known.roles().isEmpty()) {
                throw new LastRoleStays();
            }
            try {
                return assign(caller, read, new Assign(known.roles(), affiliations));
            } catch (MergePending first) {
                merger.finish(id);
            } catch (PersonChangedMeanwhile lost) {
                Thread.onSpinWait();
            }
        }
    }

    private Stored<Person> assign(Caller caller, Stored<Person> read, Assign command) {
        List<PersonEvent> events = decide(read.state(), command);
        if (events.isEmpty()) {
            return read;
        }
        Person person = read.state();
        for (PersonEvent event : events) {
            person = person.apply(event, caller.id(), now());
        }
        boolean administrated = read.state().isActiveAdministrator();
        boolean administrates = command.roles().contains(Role.ADMINISTRATOR);
        try {
            Stored<Person> assigned = people.update(read, person, events);
            if (administrates && !administrated) {
                administrators.keep(person.id());
            }
            return assigned;
        } catch (StaleVersion lost) {
            // only what this call let go: an erasure under way must stay noted
            if (administrated && !administrates) {
                administrators.keep(person.id());
            }
            throw new PersonChangedMeanwhile();
        }
    }

    private static boolean isTeam(Person acting) {
        return acting.is(Role.PROJECT_LEAD) || acting.is(Role.ADMINISTRATOR);
    }

    private void requireKnown(String municipality) {
        if (!municipalities.knows(municipality)) {
            throw new MunicipalityUnknown();
        }
    }

    /**
     * Forgets somebody: everything personal is gone with this call, and every service is told.
     * Repeating it has no effect.
     *
     * @return the unguessable id under which the erasure can be followed; a repeat gets the same
     * @throws PersonNotFound when nobody ever had this id
     * @throws PersonMerged when the person is part of another one
     * @throws LastAdministratorStays when nobody else could look after the system
     */
    public String erase(String id) {
        Stored<Person> erased = change(id, id, new Erase(UUID.randomUUID().toString()));
        merger.eraseAbsorbed(id);
        merger.giveUp(id);
        return Objects.requireNonNull(erased.state().receipt());
    }

    /** {@return the receipt of an erased person; empty for everybody else} */
    public Optional<String> receiptOf(String id) {
        return people.findEvenGone(id).map(read -> read.state().receipt());
    }

    /**
     * Refuses those whose token outlives their membership: it is valid for some minutes after an
     * erasure.
     *
     * @return the person who acts
     * @throws CallerErased when the caller is no person of the network
     * @throws CallerMerged when the caller is part of another person
     */
    public Person requireActing(Caller caller) {
        try {
            return people.require(caller.id()).state();
        } catch (PersonMerged merged) {
            throw new CallerMerged();
        } catch (PersonNotFound erased) {
            throw new CallerErased();
        }
    }

    /**
     * Refuses ids of nobody.
     *
     * @throws PersonNotFound when nobody has this id, or was erased
     * @throws PersonMerged when the person is part of another one
     */
    public void requirePresent(String id) {
        people.require(id);
    }

    /** {@return everybody who belongs to the network} */
    public List<Person> everybody() {
        return people.everybody();
    }

    /** {@return all ids under which the person was known before they were merged into this one} */
    public List<String> formerIds(String id) {
        return people.absorbedBy(id);
    }

    private Stored<Person> change(String id, String by, PersonCommand command) {
        Instant now = now();
        try {
            return settled(
                    id,
                    () ->
                            people.change(
                                    id,
                                    person -> decide(person, command),
                                    (person, event) -> person.apply(event, by, now)));
        } catch (AggregateNotFound never) {
            throw new PersonNotFound();
        }
    }

    private List<PersonEvent> decide(Person person, PersonCommand command) {
        return switch (command) {
            case Accept accept -> person.accept(accept);
            case Erase erase -> {
                if (person.status() == Person.Status.MERGED) {
                    throw new PersonMerged();
                }
                List<PersonEvent> erased = person.erase(erase);
                if (person.isActiveAdministrator()) {
                    administrators.letGo(person.id());
                }
                yield erased;
            }
            case Assign assignment -> {
                List<PersonEvent> assigned = person.assign(assignment);
                if (person.isActiveAdministrator()
                        && !assignment.roles().contains(Role.ADMINISTRATOR)) {
                    administrators.letGo(person.id());
                }
                yield assigned;
            }
            case Invite _, Edit _, Merge _ ->
                    throw new IllegalArgumentException("has a method of its own");
        };
    }

    /** The store keeps milliseconds, so what is answered now equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
