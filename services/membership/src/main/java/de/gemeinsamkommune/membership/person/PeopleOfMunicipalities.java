package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.membership.municipality.MunicipalPeople;

import org.springframework.stereotype.Component;

import java.util.List;

/** Says to municipalities who may change them, and lets their people go when they leave. */
@Component
class PeopleOfMunicipalities implements MunicipalPeople {

    private static final int BATCH = 100;

    private final PersonRegister register;
    private final Merger merger;
    private final MongoPeople people;

    PeopleOfMunicipalities(PersonRegister register, Merger merger, MongoPeople people) {
        this.register = register;
        this.merger = merger;
        this.people = people;
    }

    @Override
    public void requireActing(Caller caller) {
        register.requireActing(caller);
    }

    @Override
    public void release(String municipality, String by) {
        merger.finishAll();
        List<Person> there;
        do {
            there = people.list(null, List.of(municipality), null, BATCH);
            there.forEach(person -> register.endAffiliation(person.id(), municipality, by));
        } while (!there.isEmpty());
    }
}
