package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.person.InvitationRight;
import de.gemeinsamkommune.membership.person.Person;
import de.gemeinsamkommune.membership.person.Person.Status;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Decides about the rows of one list, one after another: by the right of whoever imports, by who is
 * in the network, and by the rows before.
 */
final class RosterCheck {

    private final InvitationRight right;
    private final IntFunction<String> ids;
    private final Map<String, Person> byAddress = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, Integer> rowByAddress = new HashMap<>();

    /**
     * @param people who is in the network
     * @param ids the id of the person a row would invite, by its number
     * @param rows all rows of the list
     */
    RosterCheck(
            InvitationRight right,
            Collection<Person> people,
            IntFunction<String> ids,
            Collection<RosterRow> rows) {
        this.right = right;
        this.ids = ids;
        Set<String> invitedByThis =
                rows.stream().map(row -> ids.apply(row.row())).collect(Collectors.toSet());
        for (Person person : people) {
            Person.Profile known = person.profile();
            if (known == null) {
                continue;
            }
            byAddress.put(Objects.requireNonNull(person.emailKey()), person);
            if (!invitedByThis.contains(person.id())) {
                String name = plain(known.name().full());
                known.municipalities()
                        .forEach(unit -> byName.putIfAbsent(name + "\n" + unit, person.id()));
                if (known.municipalities().isEmpty()) {
                    byName.putIfAbsent(name + "\n", person.id());
                }
            }
        }
    }

    /** {@return the row with what becomes of it} */
    RosterRow decide(RosterRow row) {
        if (!row.flaws().isEmpty()) {
            return row.with(Outcome.REFUSED);
        }
        Invite invitation = row.invitation();
        if (!right.allows(invitation)) {
            return row.refused(new RosterFlaw(null, "not-allowed"));
        }
        String address = invitation.email().key();
        Integer earlier = rowByAddress.get(address);
        if (earlier != null) {
            return row.twiceAs(earlier);
        }
        Person known = byAddress.get(address);
        if (known != null && !known.id().equals(ids.apply(row.row()))) {
            return row.about(
                    known.status() == Status.INVITED ? Outcome.INVITED_BEFORE : Outcome.KNOWN,
                    known.id());
        }
        rowByAddress.put(address, row.row());
        if (known != null) {
            return row.about(Outcome.INVITED, known.id());
        }
        String likely = byName.get(nameKey(invitation));
        return likely == null ? row.with(Outcome.READY) : row.about(Outcome.LIKELY_KNOWN, likely);
    }

    private static String nameKey(Invite invitation) {
        String unit = invitation.municipality();
        return plain(invitation.name().full()) + "\n" + (unit == null ? "" : unit);
    }

    /** Müller and Dr. MUELLER are the same: titles, case, accents and signs make no difference. */
    static String plain(String name) {
        String spelled =
                Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC)
                        .replace("ä", "ae")
                        .replace("ö", "oe")
                        .replace("ü", "ue")
                        .replace("ß", "ss")
                        .replaceAll("\\S+\\.(?=\\s|$)", " ");
        return Normalizer.normalize(spelled, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[\\s\\p{P}]+", " ")
                .strip();
    }
}
