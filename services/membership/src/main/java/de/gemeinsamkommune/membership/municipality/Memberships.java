package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Amend;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Leave;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Carries out what the team asks of municipalities. When one leaves, its people are let go: at once
 * by the request, and once more by the message, should the request have been cut off or somebody
 * have come to the municipality at the same moment.
 */
@Component
class Memberships implements Reaction {

    private static final String LEFT = "membership.municipality-left.v1";

    private final MunicipalityRegister register;
    private final MunicipalPeople people;

    Memberships(MunicipalityRegister register, MunicipalPeople people) {
        this.register = register;
        this.people = people;
    }

    /** What is read of {@value #LEFT}. */
    record Left(String municipality) {}

    Stored<Municipality> admit(Caller caller, Admit command) {
        people.requireActing(caller);
        return register.admit(command, caller.id());
    }

    Stored<Municipality> amend(Caller caller, String key, long version, Amend command) {
        people.requireActing(caller);
        return register.amend(key, version, command, caller.id());
    }

    Stored<Municipality> leave(Caller caller, String key, long version, Leave command) {
        people.requireActing(caller);
        Stored<Municipality> left = register.leave(key, version, command, caller.id());
        letGo(left.state());
        return left;
    }

    @Override
    public String name() {
        return "left-municipalities";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.municipality");
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(LEFT)) {
            register.find(message.read(Left.class).municipality()).ifPresent(this::letGo);
        }
    }

    /** Nobody is let go of a unit that has come back meanwhile. */
    private void letGo(Municipality unit) {
        Departure departure = unit.departure();
        if (departure != null) {
            people.release(unit.key(), departure.by());
        }
    }
}
