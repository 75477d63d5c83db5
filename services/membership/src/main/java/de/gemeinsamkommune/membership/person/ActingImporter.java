package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.membership.register.ImportRight;

import org.springframework.stereotype.Component;

/** Refuses imports of those who were erased and whose token still lives some minutes. */
@Component
class ActingImporter implements ImportRight {

    private final PersonRegister people;

    ActingImporter(PersonRegister people) {
        this.people = people;
    }

    @Override
    public void require(Caller caller) {
        people.requireActing(caller);
    }
}
