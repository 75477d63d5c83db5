package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.directory.DirectoryEntry;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What can be asked of a person's membership. */
public sealed interface PersonCommand {

    /**
     * Invites somebody into the network.
     *
     * @param name of the person
     * @param email where the invitation goes
     * @param municipality official key, or null for people of no municipality
     * @param roles at least one
     * @param locale language of mails: {@code de} or {@code en}
     */
    record Invite(
            PersonName name,
            EmailAddress email,
            @Nullable String municipality,
            List<Role> roles,
            String locale)
            implements PersonCommand {

        /** Refuses no roles, a lead of no municipality and other languages. */
        public Invite {
            roles = roles.stream().distinct().sorted().toList();
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("an invited person has a role");
            }
            if (roles.contains(Role.LEAD) && municipality == null) {
                throw new IllegalArgumentException("a lead leads in a municipality");
            }
            requireLanguage(locale);
        }

        /** {@return what the person will be in the municipality} */
        List<Affiliation> affiliations() {
            return municipality == null
                    ? List.of()
                    : List.of(
                            new Affiliation(
                                    municipality,
                                    roles.contains(Role.LEAD) ? Role.LEAD : Role.MEMBER));
        }

        /** {@return what the person will be in the network} */
        List<Role> networkRoles() {
            return municipality == null
                    ? roles
                    : roles.stream()
                            .filter(role -> role != Role.MEMBER && role != Role.LEAD)
                            .toList();
        }
    }

    /**
     * Gives somebody other roles.
     *
     * @param roles in the network, in any order
     * @param affiliations what the person does for which municipality from now on
     */
    record Assign(List<Role> roles, List<Affiliation> affiliations) implements PersonCommand {

        /** Refuses a lead of no municipality, a municipality named twice, and nothing at all. */
        public Assign {
            roles = roles.stream().distinct().sorted().toList();
            affiliations =
                    affiliations.stream()
                            .sorted(Comparator.comparing(Affiliation::municipality))
                            .toList();
            if (roles.contains(Role.LEAD)) {
                throw new IllegalArgumentException("a lead leads in a municipality");
            }
            if (affiliations.stream().map(Affiliation::municipality).distinct().count()
                    < affiliations.size()) {
                throw new IllegalArgumentException("one role in each municipality");
            }
            if (roles.isEmpty() && affiliations.isEmpty()) {
                throw new IllegalArgumentException("who belongs to the network has a role");
            }
        }
    }

    /** Accepts the invitation. */
    record Accept() implements PersonCommand {}

    /**
     * Changes what a person may change about themselves.
     *
     * @param name the new name
     * @param locale the new language of mails: {@code de} or {@code en}
     */
    record Edit(PersonName name, String locale) implements PersonCommand {

        /** Refuses other languages. */
        public Edit {
            requireLanguage(locale);
        }
    }

    /**
     * Says something else in the directory.
     *
     * @param entry all that is said from now on
     */
    record Describe(DirectoryEntry entry) implements PersonCommand {}

    /**
     * Takes in somebody who is the same person.
     *
     * @param absorbed id of the one who goes
     * @param version the version of the one who goes that the sender saw
     * @param takesName whether the name of the one who goes is kept
     * @param takesEmail whether the address of the one who goes is kept
     */
    record Merge(String absorbed, long version, boolean takesName, boolean takesEmail)
            implements PersonCommand {}

    /**
     * Forgets the person.
     *
     * @param receipt unguessable id under which the erasure can be followed
     */
    record Erase(String receipt) implements PersonCommand {}

    /** The languages of the network. */
    Set<String> LANGUAGES = Set.copyOf(List.of("de", "en"));

    private static void requireLanguage(String locale) {
        if (!LANGUAGES.contains(locale)) {
            throw new IllegalArgumentException("mails are written in de or en");
        }
    }
}
