package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.Person.Profile;

import java.time.Instant;

/**
 * That a person takes in another one who is the same, stored with the one who stays until it is
 * done. It holds what the other one brings along, so that nothing is lost once that document gave
 * up its profile, whenever the process dies.
 *
 * @param absorbed id of the one who goes
 * @param version the version of that document which was seen; at any other one the merge is off
 * @param joined whether the one who goes had joined
 * @param profile what the one who goes brings along
 * @param emailKey of the address of the one who goes
 * @param takesName whether the name of the one who goes is kept
 * @param takesEmail whether the address of the one who goes is kept
 * @param by id of the person who had it happen
 */
public record Merging(
        String absorbed,
        long version,
        boolean joined,
        Profile profile,
        String emailKey,
        boolean takesName,
        boolean takesEmail,
        String by,
        Instant at) {

    /** {@return the same without the address, which somebody else has by now} */
    Merging withoutEmail() {
        return new Merging(absorbed, version, joined, profile, emailKey, takesName, false, by, at);
    }
}
