package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.people.People;
import de.gemeinsamkommune.identity.session.Sessions;
import de.gemeinsamkommune.identity.token.Authorizations;
import de.gemeinsamkommune.identity.upstream.UpstreamLinks;

import jakarta.annotation.security.RolesAllowed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the factors of somebody away who has lost them. */
@RestController
@RequestMapping("/api/identity/people/{person}/second-factors")
@RolesAllowed(Roles.ADMINISTRATOR)
final class FactorResetController {

    private static final Logger log = LoggerFactory.getLogger(FactorResetController.class);

    private final People people;
    private final Factors factors;
    private final Sessions sessions;
    private final Authorizations authorizations;
    private final UpstreamLinks links;

    FactorResetController(
            People people,
            Factors factors,
            Sessions sessions,
            Authorizations authorizations,
            UpstreamLinks links) {
        this.people = people;
        this.factors = factors;
        this.sessions = sessions;
        this.authorizations = authorizations;
        this.links = links;
    }

    /**
     * Removes every factor of a person and the link to the upstream issuer, and ends everything
     * they are signed in to; a repeat has no further effect. Answers 404 when membership does not
     * know the person.
     */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@PathVariable String person, Authentication administrator) {
        if (!People.canBeId(person) || people.access(person).isEmpty()) {
            throw Problems.notFound();
        }
        factors.forget(person);
        links.forget(person);
        sessions.forget(person);
        authorizations.forget(person);
        log.info(
                "Administrator {} reset the second factors of {}", administrator.getName(), person);
    }
}
