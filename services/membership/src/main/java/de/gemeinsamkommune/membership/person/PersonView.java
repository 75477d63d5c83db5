package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.Person.Profile;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A person as team and person themselves see them.
 *
 * @param name given and family name
 * @param locale language of mails: {@code de} or {@code en}
 * @param municipality official key of the only municipality, absent where there is none or several
 * @param roles all, in the network and in municipalities
 * @param networkRoles in the network, without those in municipalities
 * @param affiliations what the person does for which municipality
 * @param joinedAt absent until the invitation is accepted
 */
record PersonView(
        String id,
        String givenName,
        String familyName,
        String name,
        String email,
        String locale,
        @Nullable String municipality,
        List<Role> roles,
        List<Role> networkRoles,
        List<Affiliation> affiliations,
        Stage status,
        Instant registeredAt,
        @Nullable Instant joinedAt) {

    /** How far a membership is that can be seen. */
    enum Stage {
        /** Invited, has not accepted. */
        INVITED,
        /** Has joined. */
        ACTIVE;

        /** {@return the stage of somebody who is not erased} */
        static Stage of(Person person) {
            return valueOf(person.status().name());
        }
    }

    static PersonView of(Person person) {
        Profile known = person.known();
        return new PersonView(
                person.id(),
                known.name().given(),
                known.name().family(),
                known.name().full(),
                known.email(),
                known.locale(),
                known.municipality(),
                known.allRoles(),
                known.roles(),
                known.affiliations(),
                Stage.of(person),
                known.registeredAt(),
                known.joinedAt());
    }
}
