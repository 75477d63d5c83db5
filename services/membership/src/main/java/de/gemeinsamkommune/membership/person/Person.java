package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonErased;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonInvited;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonJoined;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

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
     * @param fingerprint of the request that invited the person, to recognise its repeat
     * @param joinedAt when the invitation was accepted
     */
    public record Profile(
            PersonName name,
            String email,
            String locale,
            @Nullable String municipality,
            List<Role> roles,
            String fingerprint,
            Instant registeredAt,
            @Nullable Instant joinedAt) {

        Profile edited(Edit edit) {
            return new Profile(
                    edit.name(),
                    email,
                    edit.locale(),
                    municipality,
                    roles,
                    fingerprint,
                    registeredAt,
                    joinedAt);
        }

        Profile joined(Instant at) {
            return new Profile(
                    name, email, locale, municipality, roles, fingerprint, registeredAt, at);
        }
    }

    /** {@return somebody with what is collected at an invitation, before anything happened} */
    static Person of(String id, Invite command, String fingerprint, Instant now) {
        Profile profile =
                new Profile(
                        command.name(),
                        command.email().value(),
                        command.locale(),
                        command.municipality(),
                        command.roles(),
                        fingerprint,
                        now,
                        null);
        return new Person(id, Status.INVITED, profile, command.email().key(), null, null);
    }

    PersonInvited invite() {
        Profile known = known();
        return new PersonInvited(id, known.municipality(), known.roles());
    }

    /** {@return that the person joined; nothing when that happened before} */
    List<PersonEvent> accept(Accept command) {
        Profile known = known();
        return status == Status.ACTIVE
                ? List.of()
                : List.of(new PersonJoined(id, known.municipality(), known.roles()));
    }

    /** {@return the person with other data; nobody else keeps them, so nobody is told} */
    Person edited(Edit command) {
        return new Person(id, status, known().edited(command), emailKey, null, null);
    }

    /** {@return that the person is erased; nothing when that happened before} */
    List<PersonEvent> erase(Erase command) {
        return status == Status.ERASED
                ? List.of()
                : List.of(new PersonErased(id, command.receipt()));
    }

    Person apply(PersonEvent event, Instant at) {
        return switch (event) {
            case PersonInvited _ -> new Person(id, Status.INVITED, profile, emailKey, null, null);
            case PersonJoined _ ->
                    new Person(id, Status.ACTIVE, known().joined(at), emailKey, null, null);
            case PersonErased(var _, var given) ->
                    new Person(id, Status.ERASED, null, null, given, at);
        };
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
