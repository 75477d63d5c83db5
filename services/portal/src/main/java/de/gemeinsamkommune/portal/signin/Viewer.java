package de.gemeinsamkommune.portal.signin;

import de.gemeinsamkommune.defaults.Roles;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The person who looks at the page.
 *
 * @param id person id
 * @param name as membership knows it; empty while membership does not answer
 * @param roles what the person may
 * @param affiliations what the person does for which municipality
 * @param invited whether the person was invited and has not accepted yet
 */
public record Viewer(
        String id,
        String name,
        Set<String> roles,
        List<Affiliation> affiliations,
        boolean invited) {

    public Viewer {
        roles = Set.copyOf(roles);
        affiliations = List.copyOf(affiliations);
    }

    /** The official keys of the person's municipalities. */
    public List<String> municipalities() {
        return affiliations.stream().map(Affiliation::municipality).toList();
    }

    /** The official keys of the municipalities the person leads in. */
    public List<String> leadsIn() {
        return affiliations.stream()
                .filter(affiliation -> affiliation.role().equals(Roles.LEAD))
                .map(Affiliation::municipality)
                .toList();
    }

    /** Whether the person has one of the roles; {@link Roles#ANY_PERSON} has everybody. */
    public boolean hasAny(Collection<String> wanted) {
        return wanted.contains(Roles.ANY_PERSON) || wanted.stream().anyMatch(roles::contains);
    }

    /** Whether the person answers requests for advice or leads those who do. */
    public boolean advises() {
        return hasAny(Set.of(Roles.ADVISER, Roles.PROJECT_LEAD));
    }

    /** Whether the person announces events and composes editions. */
    public boolean edits() {
        return hasAny(Set.of(Roles.EDITOR, Roles.PROJECT_LEAD));
    }

    /** Whether the person may invite others. */
    public boolean invites() {
        return hasAny(Set.of(Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR));
    }

    /** Whether the person may see who belongs to the network, or to the own municipality. */
    public boolean looksAfterPeople() {
        return knowsPeople() || !leadsIn().isEmpty();
    }

    /** Whether the person may see who belongs to the network. */
    public boolean knowsPeople() {
        return hasAny(Set.of(Roles.ADVISER, Roles.EDITOR, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR));
    }

    /** Whether the person may invite for any municipality and role. */
    public boolean invitesAnybody() {
        return hasAny(Set.of(Roles.PROJECT_LEAD, Roles.ADMINISTRATOR));
    }

    /** Whether the person decides which municipalities belong to the network. */
    public boolean keepsMunicipalities() {
        return hasAny(Set.of(Roles.PROJECT_LEAD, Roles.ADMINISTRATOR));
    }

    /** Whether the person keeps the funding periods. */
    public boolean keepsFunding() {
        return hasAny(Set.of(Roles.PROJECT_LEAD, Roles.ADMINISTRATOR));
    }

    /** Whether the person keeps the register of administrative units. */
    public boolean keepsRegister() {
        return hasAny(Set.of(Roles.PROJECT_LEAD, Roles.ADMINISTRATOR));
    }

    /** Whether the person answers for who reads what and how long data are kept. */
    public boolean answersForAccess() {
        return hasAny(Set.of(Roles.PROJECT_LEAD, Roles.ADMINISTRATOR));
    }

    /** Whether the person may see the figures of the project. */
    public boolean seesFigures() {
        return hasAny(Set.of(Roles.FUNDER, Roles.PROJECT_LEAD, Roles.ANALYST, Roles.ADMINISTRATOR));
    }

    /** Whether the person may read the event streams. */
    public boolean readsStreams() {
        return hasAny(Set.of(Roles.ANALYST, Roles.ADMINISTRATOR));
    }

    /** Whether the person runs the system. */
    public boolean administers() {
        return roles.contains(Roles.ADMINISTRATOR);
    }

    /** Whether there is any work for the person beyond their own concerns. */
    public boolean worksHere() {
        return edits() || invites() || knowsPeople();
    }
}
