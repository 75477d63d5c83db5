package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.defaults.Roles;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows registrations to other services; not routed by the gateway. */
@RestController
@RequestMapping("/internal/events/events/{id}/registrations")
@RolesAllowed(Roles.SERVICE)
final class RegistrationsForServices {

    private final MongoRegistrations registrations;

    RegistrationsForServices(MongoRegistrations registrations) {
        this.registrations = registrations;
    }

    /** Shows a registration. */
    @GetMapping("/{registration}")
    RegistrationView show(@PathVariable String id, @PathVariable String registration) {
        Registration found =
                registrations.find(id, registration).orElseThrow(RegistrationNotFound::new);
        return RegistrationView.forTeam(found, registrations.position(found));
    }
}
