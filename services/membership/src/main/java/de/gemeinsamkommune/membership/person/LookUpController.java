package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.Contacts.Contact;
import de.gemeinsamkommune.membership.person.Person.Profile;
import de.gemeinsamkommune.membership.person.PersonView.Stage;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/**
 * Look-ups for the other services, which keep neither names nor addresses: they ask at the moment
 * of use. Each look-up of contacts is logged, with who asked and how many.
 */
@RestController
@RequestMapping("/internal/membership")
@RolesAllowed(Roles.SERVICE)
class LookUpController {

    private static final Logger log = LoggerFactory.getLogger(LookUpController.class);

    private final MongoPeople people;
    private final Contacts contacts;

    LookUpController(MongoPeople people, Contacts contacts) {
        this.people = people;
        this.contacts = contacts;
    }

    /** Ids of people, at most 1,000. */
    record Ids(@NotNull @Size(max = 1000) List<@NotNull String> ids) {}

    /**
     * Contacts by the ids asked for, in no particular order; people who are unknown or erased are
     * left out, who was merged into another person is reached there.
     */
    record Reached(List<Contact> items) {}

    /** The address somebody typed to sign in. */
    record SignIn(@NotNull String email) {}

    /** The person who has the address. */
    record Found(String id) {}

    /**
     * What a person's tokens may say.
     *
     * @param municipalities official keys
     * @param status invited people may sign in too, to accept
     */
    record Access(String id, List<Role> roles, List<String> municipalities, Stage status) {}

    @PostMapping("/contacts")
    Reached contacts(@Valid @RequestBody Ids request, Caller caller) {
        List<Contact> found = contacts.of(request.ids());
        log.info("{} looked up the contacts of {} people", caller.id(), found.size());
        return new Reached(found);
    }

    @PostMapping("/sign-in")
    Found signIn(@Valid @RequestBody SignIn request) {
        return EmailAddress.parse(request.email())
                .flatMap(people::find)
                .map(person -> new Found(person.id()))
                .orElseThrow(PersonNotFound::new);
    }

    @GetMapping("/people/{id}/access")
    Access access(@PathVariable String id) {
        Person person = people.find(id).orElseThrow(PersonNotFound::new).state();
        Profile known = person.known();
        return new Access(person.id(), known.allRoles(), known.municipalities(), Stage.of(person));
    }
}
