package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.defaults.IdempotencyKeyReused;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Invites many people one by one, each as a single invitation does. */
@Component
public class Newcomers {

    private final PersonRegister register;
    private final MongoPeople people;

    Newcomers(PersonRegister register, MongoPeople people) {
        this.register = register;
        this.people = people;
    }

    /** What became of an invitation. */
    public enum Result {
        /** The person is invited, by this call or by an earlier one. */
        INVITED,
        /** Somebody has the address. */
        KNOWN,
        /** Who invites may not, or no longer. */
        REFUSED,
        /** The municipality does not belong to the network. */
        MUNICIPALITY_UNKNOWN
    }

    /** {@return everybody who belongs to the network} */
    public List<Person> all() {
        return people.everybody();
    }

    /**
     * {@return the right of somebody as they are now, also under another id; empty when they are
     * not in the network}
     */
    public Optional<InvitationRight> rightOf(String person) {
        return Optional.ofNullable(people.standingFor(List.of(person)).get(person))
                .map(InvitationRight::of);
    }

    /**
     * Invites somebody; has no effect when the id is taken.
     *
     * @param id of the new person
     * @param origin what invites, the same for every repeat
     * @param by id of the person who invites
     */
    public Result invite(String id, String origin, String by, Invite invitation) {
        // what may be invited is decided by the stored person alone
        Caller caller = new Caller(by, Set.of(), Set.of(), Locale.GERMAN);
        try {
            register.invite(new Creation(id, origin), caller, invitation);
            return Result.INVITED;
        } catch (IdempotencyKeyReused erasedSince) {
            // invited by an earlier call; and then so it stays
            return Result.INVITED;
        } catch (PersonAlreadyKnown known) {
            return Result.KNOWN;
        } catch (InvitationRefused | CallerErased | CallerMerged refused) {
            return Result.REFUSED;
        } catch (MunicipalityUnknown unknown) {
            return Result.MUNICIPALITY_UNKNOWN;
        }
    }
}
