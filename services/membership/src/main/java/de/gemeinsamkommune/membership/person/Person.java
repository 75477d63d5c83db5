package de.gemeinsamkommune.membership.person;

import static java.util.stream.Collectors.joining;

import de.gemeinsamkommune.membership.directory.Colleague;
import de.gemeinsamkommune.membership.directory.DirectoryPart;
import de.gemeinsamkommune.membership.directory.Found;
import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Describe;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonCommand.Merge;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonErased;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonInvited;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonJoined;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonMergedInto;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonRolesChanged;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A person of the network. The personal part is in {@link Profile}, which is absent once the person
 * is erased; what remains then is the bare id, so that later commands for it can be refused.
 *
 * @param id random id, the subject of the person's tokens
 * @param emailKey normalised address, unique among all people; gone with the profile
 * @param receipt of the erasure, once it was asked for
 * @param mergedInto id of the person this one turned out to be, once they were merged
 * @param merging the person that is just being taken in
 */
public record Person(
        String id,
        Status status,
        @Nullable Profile profile,
        @Nullable String emailKey,
        @Nullable String receipt,
        @Nullable Instant erasedAt,
        @Nullable String mergedInto,
        @Nullable Merging merging) {

    /** How far the membership is. */
    public enum Status {
        /** Invited, has not accepted. */
        INVITED,
        /** Has joined. */
        ACTIVE,
        /** Part of another person, who is the same. */
        MERGED,
        /** Forgotten. */
        ERASED
    }

    /**
     * All that is known of a person.
     *
     * @param roles in the network, without those in a municipality
     * @param affiliations what the person does for which municipality, each of them once
     * @param fingerprint of the request that invited the person, to recognise its repeat
     * @param joinedAt when the invitation was accepted
     * @param history what was changed, the oldest first
     * @param directory what the directory says and knows of the person
     */
    public record Profile(
            PersonName name,
            String email,
            String locale,
            List<Role> roles,
            List<Affiliation> affiliations,
            String fingerprint,
            Instant registeredAt,
            @Nullable Instant joinedAt,
            List<Change> history,
            @Nullable DirectoryPart directory) {

        /** {@return all the person may be in the network and in municipalities, each role once} */
        public List<Role> allRoles() {
            return Stream.concat(roles.stream(), affiliations.stream().map(Affiliation::role))
                    .distinct()
                    .sorted()
                    .toList();
        }

        /** {@return the official keys of the person's municipalities} */
        public List<String> municipalities() {
            return affiliations.stream().map(Affiliation::municipality).toList();
        }

        /** {@return the only municipality of the person; null when there is none or another one} */
        public @Nullable String municipality() {
            return affiliations.size() == 1 ? affiliations.getFirst().municipality() : null;
        }

        /** {@return whether the person leads in the municipality} */
        boolean leads(String municipality) {
            return affiliations.contains(new Affiliation(municipality, Role.LEAD));
        }

        Profile edited(Edit edit, String by, Instant at) {
            return changed(
                    new Profile(
                            edit.name(),
                            email,
                            edit.locale(),
                            roles,
                            affiliations,
                            fingerprint,
                            registeredAt,
                            joinedAt,
                            history,
                            directory),
                    by,
                    at);
        }

        Profile assigned(Assign assignment, String by, Instant at) {
            return changed(
                    new Profile(
                            name,
                            email,
                            locale,
                            assignment.roles(),
                            assignment.affiliations(),
                            fingerprint,
                            registeredAt,
                            joinedAt,
                            history,
                            directory),
                    by,
                    at);
        }

        Profile joined(Instant at) {
            return new Profile(
                    name,
                    email,
                    locale,
                    roles,
                    affiliations,
                    fingerprint,
                    registeredAt,
                    at,
                    history,
                    directory);
        }

        Profile described(Describe description, String by, Instant at) {
            return changed(
                    with(DirectoryPart.of(description.entry(), DirectoryPart.foundOf(directory))),
                    by,
                    at);
        }

        Profile found(@Nullable Found found) {
            return with(DirectoryPart.of(directory == null ? null : directory.entry(), found));
        }

        private Profile with(@Nullable DirectoryPart other) {
            return new Profile(
                    name,
                    email,
                    locale,
                    roles,
                    affiliations,
                    fingerprint,
                    registeredAt,
                    joinedAt,
                    history,
                    other);
        }

        /**
         * {@return the profile with everything of another one of the same person: all roles, in one
         * municipality the higher one, the earlier days, both histories; in the directory what this
         * one says, or the other one where this one says nothing}
         */
        Profile joinedWith(Merging merging) {
            Profile other = merging.profile();
            Map<String, Affiliation> inMunicipality = new TreeMap<>();
            Stream.concat(affiliations.stream(), other.affiliations.stream())
                    .forEach(
                            affiliation ->
                                    inMunicipality.merge(
                                            affiliation.municipality(),
                                            affiliation,
                                            (one, two) -> one.role() == Role.LEAD ? one : two));
            Profile both =
                    new Profile(
                            merging.takesName() ? other.name : name,
                            merging.takesEmail() ? other.email : email,
                            locale,
                            Stream.concat(roles.stream(), other.roles.stream())
                                    .distinct()
                                    .sorted()
                                    .toList(),
                            List.copyOf(inMunicipality.values()),
                            fingerprint,
                            registeredWith(other),
                            earlier(joinedAt, other.joinedAt),
                            history,
                            DirectoryPart.joined(directory, other.directory));
            Map<String, String> before = fields();
            before.put("email", email);
            Map<String, String> after = both.fields();
            after.put("email", both.email);
            after.put("merged", merging.absorbed());
            List<Change> histories =
                    Stream.concat(other.history.stream(), history.stream())
                            .sorted(Comparator.comparing(Change::at))
                            .toList();
            return new Profile(
                    both.name,
                    both.email,
                    both.locale,
                    both.roles,
                    both.affiliations,
                    both.fingerprint,
                    both.registeredAt,
                    both.joinedAt,
                    Change.continued(histories, merging.at(), merging.by(), before, after),
                    both.directory);
        }

        /** An invitation nobody has accepted is as old as the later one, whose time still runs. */
        private Instant registeredWith(Profile other) {
            boolean othersFirst = other.registeredAt.isBefore(registeredAt);
            boolean open = joinedAt == null && other.joinedAt == null;
            return othersFirst == open ? registeredAt : other.registeredAt;
        }

        private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant two) {
            if (one == null || two == null) {
                return one == null ? two : one;
            }
            return one.isBefore(two) ? one : two;
        }

        private Profile changed(Profile to, String by, Instant at) {
            return new Profile(
                    to.name,
                    to.email,
                    to.locale,
                    to.roles,
                    to.affiliations,
                    to.fingerprint,
                    to.registeredAt,
                    to.joinedAt,
                    Change.continued(history, at, by, fields(), to.fields()),
                    to.directory);
        }

        private Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("givenName", name.given());
            fields.put("familyName", name.family());
            fields.put("locale", locale);
            if (!roles.isEmpty()) {
                fields.put("roles", roles.stream().map(Role::name).collect(joining(", ")));
            }
            for (Affiliation affiliation : affiliations) {
                fields.put("affiliations/" + affiliation.municipality(), affiliation.role().name());
            }
            if (directory != null && directory.entry() != null) {
                fields.putAll(directory.entry().fields());
            }
            return fields;
        }
    }

    /** {@return somebody with what is collected at an invitation, before anything happened} */
    static Person of(String id, Invite command, String fingerprint, Instant now) {
        Profile profile =
                new Profile(
                        command.name(),
                        command.email().value(),
                        command.locale(),
                        command.networkRoles(),
                        command.affiliations(),
                        fingerprint,
                        now,
                        null,
                        List.of(),
                        null);
        return new Person(
                id, Status.INVITED, profile, command.email().key(), null, null, null, null);
    }

    PersonInvited invite() {
        Profile known = known();
        return new PersonInvited(id, known.municipality(), known.allRoles(), known.affiliations());
    }

    /** {@return that the person joined; nothing when that happened before} */
    List<PersonEvent> accept(Accept command) {
        requireSettled();
        Profile known = known();
        return status == Status.ACTIVE
                ? List.of()
                : List.of(
                        new PersonJoined(
                                id, known.municipality(), known.allRoles(), known.affiliations()));
    }

    /** {@return the person with other data; nobody else keeps them, so nobody is told} */
    Person edited(Edit command, Instant at) {
        requireSettled();
        return with(status, known().edited(command, id, at));
    }

    /** {@return the person with another entry in the directory; nobody else keeps it either} */
    Person described(Describe command, Instant at) {
        requireSettled();
        return with(status, known().described(command, id, at));
    }

    /** {@return the person as the directory needs them} */
    Colleague colleague() {
        Profile known = known();
        return new Colleague(
                known.name().given(),
                known.name().family(),
                known.email(),
                !known.roles().isEmpty(),
                known.municipalities(),
                DirectoryPart.entryOf(known.directory()));
    }

    /** {@return by what the directory finds the person; null until they have joined} */
    @Nullable Found found() {
        return profile == null ? null : DirectoryPart.foundOf(profile.directory());
    }

    /** {@return the person, to be found by this from now on} */
    Person found(@Nullable Found found) {
        return with(status, known().found(found));
    }

    /** {@return that the person has other roles; nothing when they are the same} */
    List<PersonEvent> assign(Assign command) {
        requireSettled();
        Profile known = known();
        return known.roles().equals(command.roles())
                        && known.affiliations().equals(command.affiliations())
                ? List.of()
                : List.of(new PersonRolesChanged(id, command.roles(), command.affiliations()));
    }

    /**
     * {@return that the person does nothing for a municipality any more; nothing when they did not
     * before} Who would be nothing any more in the network stays as a plain member: they were taken
     * in as a person, and only a person ends that.
     */
    List<PersonEvent> leave(String municipality) {
        requireSettled();
        if (profile == null || !profile.municipalities().contains(municipality)) {
            return List.of();
        }
        List<Affiliation> others =
                profile.affiliations().stream()
                        .filter(one -> !one.municipality().equals(municipality))
                        .toList();
        List<Role> roles =
                others.isEmpty() && profile.roles().isEmpty()
                        ? List.of(Role.MEMBER)
                        : profile.roles();
        return List.of(new PersonRolesChanged(id, roles, others));
    }

    /** {@return that the person does something for one more municipality; nothing when they do} */
    List<PersonEvent> belong(Affiliation affiliation) {
        requireSettled();
        if (profile == null || profile.municipalities().contains(affiliation.municipality())) {
            return List.of();
        }
        List<Affiliation> all =
                Stream.concat(profile.affiliations().stream(), Stream.of(affiliation))
                        .sorted(Comparator.comparing(Affiliation::municipality))
                        .toList();
        return List.of(new PersonRolesChanged(id, profile.roles(), all));
    }

    /** {@return that the person is erased; nothing when that happened before} */
    List<PersonEvent> erase(Erase command) {
        requireSettled();
        return status == Status.ERASED
                ? List.of()
                : List.of(new PersonErased(id, command.receipt()));
    }

    /**
     * {@return the person with the intent to take in another one; from here on it is finished, or
     * given up because the other one changed}
     *
     * @param other who is the same person, as it was seen
     * @param version of the other one
     */
    Person merging(Person other, long version, Merge command, String by, Instant at) {
        requireSettled();
        other.requireSettled();
        known();
        Profile profile = other.known();
        return with(
                new Merging(
                        other.id,
                        version,
                        other.status == Status.ACTIVE,
                        profile,
                        Objects.requireNonNull(other.emailKey),
                        command.takesName(),
                        command.takesEmail(),
                        by,
                        at));
    }

    /** {@return the person without the intent, since the other one changed meanwhile} */
    Person notMerging() {
        return with((Merging) null);
    }

    /** {@return that this person is part of another one now} */
    PersonMergedInto mergeInto(String into, Merging merging) {
        known();
        return new PersonMergedInto(id, into, merging.takesName(), merging.takesEmail());
    }

    /**
     * {@return what taking in the other one means for the network; nothing when nothing changes}
     */
    List<PersonEvent> takeIn(Merging merging) {
        Profile known = known();
        Profile both = known.joinedWith(merging);
        if (status == Status.INVITED && merging.joined()) {
            return List.of(
                    new PersonJoined(
                            id, both.municipality(), both.allRoles(), both.affiliations()));
        }
        return known.roles().equals(both.roles())
                        && known.affiliations().equals(both.affiliations())
                ? List.of()
                : List.of(new PersonRolesChanged(id, both.roles(), both.affiliations()));
    }

    /** {@return the person with everything of the one it took in} */
    Person tookIn(Merging merging) {
        return new Person(
                id,
                merging.joined() ? Status.ACTIVE : status,
                known().joinedWith(merging),
                merging.takesEmail() ? merging.emailKey() : emailKey,
                null,
                null,
                null,
                null);
    }

    /**
     * @param by id of the person who had it happen
     */
    Person apply(PersonEvent event, String by, Instant at) {
        return switch (event) {
            case PersonInvited _ -> with(Status.INVITED, known());
            case PersonJoined _ -> with(Status.ACTIVE, known().joined(at));
            case PersonRolesChanged(var _, var roles, var affiliations) ->
                    with(status, known().assigned(new Assign(roles, affiliations), by, at));
            case PersonMergedInto(var _, var into, var _, var _) ->
                    new Person(id, Status.MERGED, null, null, null, null, into, null);
            case PersonErased(var _, var given) ->
                    new Person(id, Status.ERASED, null, null, given, at, null, null);
        };
    }

    /** {@return whether the person has the role in the network or in a municipality} */
    boolean is(Role role) {
        return profile != null && profile.allRoles().contains(role);
    }

    /** {@return whether the system could be looked after by this person} */
    boolean isActiveAdministrator() {
        return status == Status.ACTIVE
                && profile != null
                && profile.roles().contains(Role.ADMINISTRATOR);
    }

    /**
     * {@return what is known of the person}
     *
     * @throws PersonNotFound when it was erased
     * @throws PersonMerged when it is part of another person
     */
    public Profile known() {
        if (status == Status.MERGED) {
            throw new PersonMerged();
        }
        if (profile == null) {
            throw new PersonNotFound();
        }
        return profile;
    }

    private void requireSettled() {
        if (merging != null) {
            throw new MergePending();
        }
    }

    private Person with(Status now, Profile known) {
        return new Person(id, now, known, emailKey, null, null, null, merging);
    }

    private Person with(@Nullable Merging intent) {
        return new Person(id, status, profile, emailKey, null, null, null, intent);
    }
}
