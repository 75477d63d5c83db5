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
import de.gemeinsamkommune.membership.person.PersonEvent.PersonErased;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonInvited;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonJoined;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonRolesChanged;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A person of the network. The personal part is in {@link Profile}, which is absent once the person
 * is erased; what remains then is the bare id, so that later commands for it can be refused.
 *
 * @param id random id, the subject of the person's tokens
 * @param emailKey normalised address, unique among all people; gone with the profile
 * @param receipt of the erasure, once it was asked for
 */
public record Person(
        String id,
        Status status,
        @Nullable Profile profile,
        @Nullable String emailKey,
        @Nullable String receipt,
        @Nullable Instant erasedAt) {

    /** How far the membership is. */
    public enum Status {
        /** Invited, has not accepted. */
        INVITED,
        /** Has joined. */
        ACTIVE,
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
        return new Person(id, Status.INVITED, profile, command.email().key(), null, null);
    }

    PersonInvited invite() {
        Profile known = known();
        return new PersonInvited(id, known.municipality(), known.allRoles(), known.affiliations());
    }

    /** {@return that the person joined; nothing when that happened before} */
    List<PersonEvent> accept(Accept command) {
        Profile known = known();
        return status == Status.ACTIVE
                ? List.of()
                : List.of(
                        new PersonJoined(
                                id, known.municipality(), known.allRoles(), known.affiliations()));
    }

    /** {@return the person with other data; nobody else keeps them, so nobody is told} */
    Person edited(Edit command, Instant at) {
        return new Person(id, status, known().edited(command, id, at), emailKey, null, null);
    }

    /** {@return the person with another entry in the directory; nobody else keeps it either} */
    Person described(Describe command, Instant at) {
        return new Person(id, status, known().described(command, id, at), emailKey, null, null);
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
        return new Person(id, status, known().found(found), emailKey, receipt, erasedAt);
    }

    /** {@return that the person has other roles; nothing when they are the same} */
    List<PersonEvent> assign(Assign command) {
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
        return status == Status.ERASED
                ? List.of()
                : List.of(new PersonErased(id, command.receipt()));
    }

    /**
     * @param by id of the person who had it happen
     */
    Person apply(PersonEvent event, String by, Instant at) {
        return switch (event) {
            case PersonInvited _ -> new Person(id, Status.INVITED, profile, emailKey, null, null);
            case PersonJoined _ ->
                    new Person(id, Status.ACTIVE, known().joined(at), emailKey, null, null);
            case PersonRolesChanged(var _, var roles, var affiliations) ->
                    new Person(
                            id,
                            status,
                            known().assigned(new Assign(roles, affiliations), by, at),
                            emailKey,
                            null,
                            null);
            case PersonErased(var _, var given) ->
                    new Person(id, Status.ERASED, null, null, given, at);
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
     */
    Profile known() {
        if (profile == null) {
            throw new PersonNotFound();
        }
        return profile;
    }
}
