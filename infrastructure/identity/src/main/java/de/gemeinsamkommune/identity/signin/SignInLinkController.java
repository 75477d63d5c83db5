package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.identity.people.People;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes links for the mails other services send. */
@RestController
@RequestMapping("/internal/identity/sign-in-links")
@RolesAllowed(Roles.SERVICE)
final class SignInLinkController {

    private final People people;
    private final SignInLinks links;

    SignInLinkController(People people, SignInLinks links) {
        this.people = people;
        this.links = links;
    }

    /** Answers 404 when membership does not know the person, or the person was erased. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SignInLink issue(@RequestBody @Valid Wanted wanted) {
        if (!People.canBeId(wanted.person()) || people.access(wanted.person()).isEmpty()) {
            throw Problems.notFound();
        }
        return links.issue(wanted.person(), wanted.purpose()).orElseThrow(Problems::notFound);
    }

    /**
     * A link that is wanted.
     *
     * @param person id of the person
     * @param purpose what it will be sent for
     */
    record Wanted(@NotNull String person, @NotNull Purpose purpose) {}
}
