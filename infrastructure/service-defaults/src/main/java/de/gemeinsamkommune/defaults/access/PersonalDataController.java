package de.gemeinsamkommune.defaults.access;

import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Tells the collector what this service holds about a person; not routed by the gateway. */
@RestController
@RolesAllowed(Roles.SERVICE)
public class PersonalDataController {

    private final String service;
    private final List<PersonalDataSource> sources;
    private final Clock clock;

    /** The endpoint of a service with at least one source. */
    public PersonalDataController(String service, List<PersonalDataSource> sources, Clock clock) {
        this.service = service;
        this.sources = List.copyOf(sources);
        this.clock = clock;
    }

    /**
     * Everything this service holds about a person. Whether there is such a person is membership's
     * to know: of an unknown one nothing is held.
     */
    @GetMapping("/internal/${spring.application.name}/people/{id}/data")
    ResponseEntity<PersonalData> personalData(@PathVariable String id) {
        if (!isId(id)) {
            throw Problems.notFound();
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(about(id));
    }

    /** {@return everything this service holds about a person} */
    public PersonalData about(String person) {
        return new PersonalData(
                service,
                clock.instant(),
                sources.stream().flatMap(source -> source.about(person).stream()).toList());
    }

    private static boolean isId(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
