package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.membership.directory.DirectoryEntry;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.person.Person.Profile;
import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Describe;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonCommand.Merge;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateNotFound;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Carries out what is asked of people's memberships. */
@Component
public class PersonRegister {

    private static final int LOST_RACES = 100;

    private final MongoPeople people;
    private final Administrators administrators;
    private final Merger merger;
    private final MunicipalityRegister municipalities;
    private final List<Forgetting> forgetting;
    private final Clock clock;

    PersonRegister(
            MongoPeople people,
            Administrators administrators,
            Merger merger,
            MunicipalityRegister municipalities,
            List<Forgetting> forgetting,
            Clock clock) {
        this.people = people;
        this.administrators = administrators;
        this.merger = merger;
        this.municipalities = municipalities;
        this.forgetting = forgetting;
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
            requireBelonging(command.municipality());
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
        join(id, command, DirectoryEntry.NONE);
    }

    /** Takes in somebody who needs no invitation and is in the directory. */
    public void join(String id, Invite command, DirectoryEntry entry) {
        Instant now = now();
        Person person = Person.of(id, command, "", now);
        List<PersonEvent> joined = person.accept(new Accept());
        for (PersonEvent event : joined) {
            person = person.apply(event, id, now);
        }
        if (!entry.equals(DirectoryEntry.NONE)) {
            person = person.described(new Describe(entry), now);
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
        return change(id, expectedVersion, person -> person.edited(command, now()));
    }

    /**
     * Changes what a person says in the directory.
     *
     * @param expectedVersion the version its sender saw
     * @throws PersonNotFound when nobody has this id, or was erased
     * @throws PersonChangedMeanwhile when it is at another version
     */
    Stored<Person> describe(String id, long expectedVersion, Describe command) {
        return change(id, expectedVersion, person -> person.described(command, now()));
    }

    private Stored<Person> change(String id, long expectedVersion, UnaryOperator<Person> changed) {
        return settled(
                id,
                () -> {
                    Stored<Person> read = people.require(id);
                    if (read.version() != expectedVersion) {
                        throw new PersonChangedMeanwhile();
                    }
                    try {
                        return people.update(read, changed.apply(read.state()));
                    } catch (StaleVersion lost) {
                        people.require(id);
                        throw new PersonChangedMeanwhile();
                    }
                });
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
        requireActing(caller);
        for (Affiliation affiliation : command.affiliations()) {
            requireBelonging(affiliation.municipality());
        }
        people.require(id);
        return changing(
                id,
                leave ->
                        people.change(
                                id,
                                expectedVersion,
                                person -> {
                                    InvitationRight.of(requireActing(caller))
                                            .require(person, command);
                                    return decide(person, command, leave);
                                },
                                applied(caller.id())));
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
     * @throws MergeOfUnprovedAddress when somebody who has joined would get the address of one who
     *     has not, and so has never proved that it is theirs
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
        if (command.takesEmail()
                && goes.state().status() == Person.Status.INVITED
                && stays.state().status() == Person.Status.ACTIVE) {
            throw new MergeOfUnprovedAddress();
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

    /**
     * Merges two people who were merged before, in a store that has lost that; has no effect when
     * it has not, or one of them is gone.
     *
     * @param absorbed id of the one who went
     * @param into id of the one who stayed, who may be part of yet another person by now
     */
    void mergeAgain(String absorbed, String into, boolean takesName, boolean takesEmail) {
        for (int race = 0; ; race++) {
            Optional<Stored<Person>> goes = people.find(absorbed);
            Optional<Stored<Person>> stays =
                    Optional.ofNullable(people.standingFor(List.of(into)).get(into))
                            .flatMap(standing -> people.find(standing.id()));
            if (goes.isEmpty() || stays.isEmpty() || stays.get().id().equals(absorbed)) {
                return;
            }
            String kept = stays.get().id();
            long version = goes.get().version();
            try {
                people.update(
                        stays.get(),
                        stays.get()
                                .state()
                                .merging(
                                        goes.get().state(),
                                        version,
                                        new Merge(absorbed, version, takesName, takesEmail),
                                        kept,
                                        now()));
                merger.finish(kept);
            } catch (MergePending first) {
                merger.finish(kept);
                merger.finish(absorbed);
            } catch (StaleVersion rival) {
                if (race == LOST_RACES) {
                    throw rival;
                }
            }
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
        requireBelonging(affiliation.municipality());
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

    /**
     * Ends what somebody does for a municipality that left the network; has no effect when that is
     * nothing, or somebody was erased. Who would be nothing any more stays as a plain member of the
     * network.
     *
     * @param by id of the person who had the municipality leave
     */
    void endAffiliation(String id, String municipality, String by) {
        settled(id, () -> people.change(id, person -> person.leave(municipality), applied(by)));
    }

    private Stored<Person> inMunicipality(
            Caller caller,
            String id,
            String municipality,
            Function<Stream<Affiliation>, List<Affiliation>> change) {
        requireRightIn(municipality, caller);
        requireKnown(municipality);
        return changing(
                id,
                leave ->
                        people.change(
                                id,
                                person ->
                                        decide(
                                                person,
                                                inMunicipality(
                                                        caller, person, municipality, change),
                                                leave),
                                applied(caller.id())));
    }

    /** {@return what is to be assigned to somebody as they are now, by a caller as they are now} */
    private Assign inMunicipality(
            Caller caller,
            Person person,
            String municipality,
            Function<Stream<Affiliation>, List<Affiliation>> change) {
        Person acting = requireRightIn(municipality, caller);
        Profile known = person.known();
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
        return new Assign(known.roles(), affiliations);
    }

    private Person requireRightIn(String municipality, Caller caller) {
        Person acting = requireActing(caller);
        if (!InvitationRight.of(acting).managesIn(municipality)) {
            throw new InvitationRefused();
        }
        return acting;
    }

    private static boolean isTeam(Person acting) {
        return acting.is(Role.PROJECT_LEAD) || acting.is(Role.ADMINISTRATOR);
    }

    private void requireBelonging(String municipality) {
        if (!municipalities.belongs(municipality)) {
            throw new MunicipalityUnknown();
        }
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
        tellBeforeErasureOf(id);
        Stored<Person> erased = change(id, id, new Erase(UUID.randomUUID().toString()));
        eraseRest(id);
        return Objects.requireNonNull(erased.state().receipt());
    }

    /**
     * Sees to it that somebody belongs to a municipality: invites them, as its lead where it has
     * none; gives the affiliation to who is in the network already. Repeating it has no effect.
     *
     * @param id of the person when they are new
     * @param by id of the person who decided it
     * @return the id of the person who belongs; null when they were erased meanwhile
     */
    public @Nullable String welcome(
            String id,
            PersonName name,
            EmailAddress email,
            String locale,
            String municipality,
            String by) {
        if (people.findEvenGone(id).isPresent()) {
            return people.standingFor(List.of(id)).values().stream()
                    .map(Person::id)
                    .findFirst()
                    .orElse(null);
        }
        Role role = people.hasLead(municipality) ? Role.MEMBER : Role.LEAD;
        Person person =
                Person.of(
                        id,
                        new Invite(name, email, municipality, List.of(role), locale),
                        "",
                        now());
        try {
            people.insert(person, List.of(person.invite()));
            return id;
        } catch (AggregateExists meanwhile) {
            return id;
        } catch (PersonAlreadyKnown known) {
            return people.find(email)
                    .map(
                            found -> {
                                belong(found.id(), new Affiliation(municipality, role), by);
                                return found.id();
                            })
                    .orElse(null);
        }
    }

    private void belong(String id, Affiliation affiliation, String by) {
        settled(id, () -> people.change(id, person -> person.belong(affiliation), applied(by)));
    }

    /** {@return the normalised address of somebody who is not erased} */
    public Optional<String> emailKeyOf(String id) {
        return people.find(id).flatMap(found -> Optional.ofNullable(found.state().emailKey()));
    }

    private void tellBeforeErasureOf(String id) {
        people.findEvenGone(id)
                .ifPresent(
                        read ->
                                forgetting.forEach(
                                        each -> each.before(id, read.state().emailKey())));
    }

    /**
     * Forgets somebody who has not accepted the invitation.
     *
     * @return the id under which the erasure can be followed; empty when they have accepted, were
     *     erased before or never were there
     */
    public Optional<String> eraseInvited(String id) {
        if (people.find(id)
                .filter(read -> read.state().status() == Person.Status.INVITED)
                .isEmpty()) {
            return Optional.empty();
        }
        tellBeforeErasureOf(id);
        String receipt = UUID.randomUUID().toString();
        Stored<Person> left =
                changing(
                        id,
                        leave ->
                                people.change(
                                        id,
                                        person ->
                                                person.status() == Person.Status.INVITED
                                                        ? decide(person, new Erase(receipt), leave)
                                                        : List.of(),
                                        applied(id)));
        if (!receipt.equals(left.state().receipt())) {
            return Optional.empty();
        }
        eraseRest(id);
        return Optional.of(receipt);
    }

    /** Erases what is left of somebody who is erased in merges. */
    private void eraseRest(String id) {
        merger.eraseAbsorbed(id);
        merger.giveUp(id);
    }

    /**
     * Forgets somebody again whom a store restored from a backup still knows or has never heard of.
     * Nobody is told: the message is on its topic, and whoever reads it does the same. Repeating it
     * has no effect. It is not asked who looks after the system then, since it has happened.
     *
     * @param receipt of the erasure, the same as then
     * @param at when it was
     */
    public void eraseAgain(String id, String receipt, Instant at) {
        tellBeforeErasureOf(id);
        Person erased = new Person(id, Person.Status.ERASED, null, null, receipt, at, null, null);
        for (int race = 0; ; race++) {
            Optional<Stored<Person>> known = people.findEvenGone(id);
            try {
                if (known.isEmpty()) {
                    people.insert(erased, List.of());
                } else if (known.get().state().status() != Person.Status.ERASED) {
                    people.update(known.get(), erased);
                }
                // who was merged into them was erased then too, and is again by a call of its own
                merger.giveUp(id);
                return;
            } catch (AggregateExists | StaleVersion rival) {
                if (race == LOST_RACES) {
                    throw rival;
                }
            }
        }
    }

    /** {@return the receipt of an erased person; empty for everybody else} */
    public Optional<String> receiptOf(String id) {
        return people.findEvenGone(id).map(stored -> stored.state().receipt());
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
        return changing(
                id,
                leave -> people.change(id, person -> decide(person, command, leave), applied(by)));
    }

    /** Carries a command on a person out, who is taking in nobody then. */
    private Stored<Person> changing(
            String id, Function<Administrators.Leave, Stored<Person>> command) {
        return settled(id, () -> noted(command));
    }

    /** Carries a command out; what it noted about administrators ends with it. */
    private Stored<Person> noted(Function<Administrators.Leave, Stored<Person>> command) {
        try (Administrators.Leave leave = administrators.leave()) {
            return command.apply(leave);
        } catch (AggregateNotFound never) {
            throw new PersonNotFound();
        } catch (StaleVersion lost) {
            throw new PersonChangedMeanwhile();
        }
    }

    private BiFunction<Person, PersonEvent, Person> applied(String by) {
        Instant now = now();
        return (person, event) -> person.apply(event, by, now);
    }

    private List<PersonEvent> decide(
            Person person, PersonCommand command, Administrators.Leave leave) {
        return switch (command) {
            case Accept accept -> person.accept(accept);
            case Erase erase -> {
                if (person.status() == Person.Status.MERGED) {
                    throw new PersonMerged();
                }
                List<PersonEvent> erased = person.erase(erase);
                if (person.isActiveAdministrator()) {
                    leave.letGo(person.id());
                }
                yield erased;
            }
            case Assign assignment -> {
                List<PersonEvent> assigned = person.assign(assignment);
                boolean administrates = assignment.roles().contains(Role.ADMINISTRATOR);
                if (person.isActiveAdministrator() && !administrates) {
                    leave.letGo(person.id());
                } else if (!person.isActiveAdministrator() && administrates) {
                    leave.comesBack(person.id());
                }
                yield assigned;
            }
            case Invite _, Edit _, Describe _, Merge _ ->
                    throw new IllegalArgumentException("has a method of its own");
        };
    }

    /** The store keeps milliseconds, so what is answered now equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
