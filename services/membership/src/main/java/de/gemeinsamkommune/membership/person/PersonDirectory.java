package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.membership.directory.DirectoryEntry;
import de.gemeinsamkommune.membership.directory.DirectoryPeople;
import de.gemeinsamkommune.membership.directory.Found;
import de.gemeinsamkommune.membership.directory.Visibility;
import de.gemeinsamkommune.membership.person.Person.Status;
import de.gemeinsamkommune.membership.person.PersonCommand.Describe;
import de.gemeinsamkommune.messaging.Stored;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives the directory the people there are. */
@Component
class PersonDirectory implements DirectoryPeople {

    private static final Asker ANYBODY = new Asker(Visibility.PUBLIC, List.of());

    private final MongoPeople people;
    private final PersonRegister register;

    PersonDirectory(MongoPeople people, PersonRegister register) {
        this.people = people;
        this.register = register;
    }

    /**
     * {@inheritDoc}
     *
     * @throws CallerErased when the caller is no person of the network any more
     */
    @Override
    public Asker asker(@Nullable Caller caller) {
        if (caller == null || caller.isService()) {
            return ANYBODY;
        }
        Person acting = register.requireActing(caller);
        Found found = acting.found();
        if (acting.status() != Status.ACTIVE || found == null) {
            return ANYBODY;
        }
        return new Asker(audience(acting), found.towns());
    }

    /** Analysts read streams with ids of people: they must not put names to them. */
    private static Visibility audience(Person acting) {
        if (has(acting, Role.ADVISER, Role.EDITOR, Role.PROJECT_LEAD, Role.ADMINISTRATOR)) {
            return Visibility.TEAM;
        }
        return has(acting, Role.MEMBER, Role.LEAD) ? Visibility.MEMBERS : Visibility.PUBLIC;
    }

    private static boolean has(Person acting, Role... oneOf) {
        return Stream.of(oneOf).anyMatch(acting::is);
    }

    @Override
    public List<Listed> list(Wanted wanted, @Nullable Place after, int limit) {
        return people.listed(wanted, after, limit).stream()
                .map(PersonDirectory::listed)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Listed> find(String id) {
        return people.findListed(id).flatMap(PersonDirectory::listed);
    }

    @Override
    public Own own(String person) {
        return own(people.find(person).orElseThrow(PersonNotFound::new));
    }

    @Override
    public Own change(String person, long expectedVersion, DirectoryEntry entry) {
        return own(register.describe(person, expectedVersion, new Describe(entry)));
    }

    private static Own own(Stored<Person> person) {
        return new Own(person.version(), person.state().colleague(), person.state().found());
    }

    private static Optional<Listed> listed(Person person) {
        return Optional.ofNullable(person.found())
                .map(found -> new Listed(person.colleague(), found));
    }
}
