package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What happened to a person's membership; ids and codes only, never a name or an address. */
public sealed interface PersonEvent extends DomainEvent {

    /**
     * Somebody was invited.
     *
     * @param municipality the only one they belong to
     * @param roles all, in the network and in municipalities
     */
    @EventType("membership.person-invited.v1")
    record PersonInvited(
            String person,
            @Nullable String municipality,
            List<Role> roles,
            List<Affiliation> affiliations)
            implements PersonEvent {}

    /**
     * Somebody belongs to the network now.
     *
     * @param municipality the only one they belong to
     * @param roles all, in the network and in municipalities
     */
    @EventType("membership.person-joined.v1")
    record PersonJoined(
            String person,
            @Nullable String municipality,
            List<Role> roles,
            List<Affiliation> affiliations)
            implements PersonEvent {}

    /**
     * Somebody has other roles; what is said is all they have now.
     *
     * @param roles in the network, without those in municipalities
     */
    @EventType("membership.person-roles-changed.v1")
    record PersonRolesChanged(String person, List<Role> roles, List<Affiliation> affiliations)
            implements PersonEvent {}

    /**
     * Somebody was known twice, and is one person now.
     *
     * @param person the id that is no longer used
     * @param into the id the person has from now on
     * @param tookName whether the name is the one of the id that is no longer used
     * @param tookEmail whether the address is
     */
    @EventType("membership.person-merged.v1")
    record PersonMergedInto(String person, String into, boolean tookName, boolean tookEmail)
            implements PersonEvent {}

    /** Somebody is to be forgotten by everybody; the receipt tells how far that is. */
    @EventType("membership.person-erased.v1")
    record PersonErased(String person, String receipt) implements PersonEvent {}
}
