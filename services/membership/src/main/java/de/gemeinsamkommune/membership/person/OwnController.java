package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people see of themselves and change. */
@RestController
@RequestMapping("/api/membership/me")
@RolesAllowed(Roles.ANY_PERSON)
class OwnController {

    private final PersonRegister register;
    private final MongoPeople people;

    OwnController(PersonRegister register, MongoPeople people) {
        this.register = register;
        this.people = people;
    }

    /**
     * The new data.
     *
     * @param locale language of mails
     */
    record Change(
            @NotNull @NamePart String givenName,
            @NotNull @NamePart String familyName,
            @NotNull @Pattern(regexp = "de|en") String locale) {

        Edit command() {
            return new Edit(new PersonName(givenName, familyName), locale);
        }
    }

    @GetMapping
    ResponseEntity<PersonView> showMe(Caller caller) {
        return answer(people.require(caller.id()));
    }

    @PutMapping
    ResponseEntity<PersonView> editMe(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Change change,
            Caller caller) {
        return answer(register.edit(caller.id(), ETags.require(ifMatch), change.command()));
    }

    /** Accepts the invitation; may be repeated. */
    @PostMapping("/acceptance")
    ResponseEntity<PersonView> acceptInvitation(Caller caller) {
        return answer(register.accept(caller.id()));
    }

    /** Whoever asks for themselves hears of themselves. */
    @ExceptionHandler
    ProblemException on(PersonMerged refusal) {
        return Problems.of(HttpStatus.FORBIDDEN, "caller-merged");
    }

    private static ResponseEntity<PersonView> answer(Stored<Person> person) {
        return ResponseEntity.ok()
                .eTag(ETags.of(person.version()))
                .body(PersonView.of(person.state()));
    }
}
