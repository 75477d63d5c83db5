package de.gemeinsamkommune.membership.demo;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.Role;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Tells the identity provider as whom demo visitors may sign in. */
@RestController
@ConditionalOnBooleanProperty("membership.demo")
class DemoController {

    private final DemoPeople people;

    DemoController(DemoPeople people) {
        this.people = people;
    }

    /** An invented person; the first of a role stands for it. */
    record Listed(String id, Role role, String name, String email) {}

    @GetMapping("/internal/membership/demo-people")
    @RolesAllowed(Roles.SERVICE)
    List<Listed> list() {
        return people.all().stream()
                .map(
                        person ->
                                new Listed(
                                        person.id(),
                                        person.role(),
                                        person.givenName() + " " + person.familyName(),
                                        person.email()))
                .toList();
    }
}
