package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.MongoPeople.Place;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonView.Stage;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.List;

/** The people of the network, as the team deals with them. */
@RestController
@RequestMapping("/api/membership")
class PersonController {

    private final PersonRegister register;
    private final MongoPeople people;

    PersonController(PersonRegister register, MongoPeople people) {
        this.register = register;
        this.people = people;
    }

    /**
     * Whom to invite.
     *
     * @param municipality official key, absent for people of no municipality
     * @param locale language of mails, German when absent
     */
    record Invitation(
            @NotNull @NamePart String givenName,
            @NotNull @NamePart String familyName,
            @NotNull @MailAddress String email,
            @Pattern(regexp = "[0-9]{5}([0-9]{3})?") @Nullable String municipality,
            @NotEmpty @Size(max = 8) List<@NotNull Role> roles,
            @Pattern(regexp = "de|en") @Nullable String locale) {

        Invite command() {
            if (roles.contains(Role.LEAD) && municipality == null) {
                throw Problems.of(HttpStatus.BAD_REQUEST, "municipality-required");
            }
            return new Invite(
                    new PersonName(givenName, familyName),
                    EmailAddress.parse(email).orElseThrow(),
                    municipality,
                    roles,
                    locale == null ? "de" : locale);
        }
    }

    /** Ids of people, at most 200. */
    record Ids(@NotNull @Size(max = 200) List<@NotNull String> ids) {}

    /** The name of a person. */
    record Name(String id, String name) {}

    /** Names, in no particular order; people who are unknown or erased are left out. */
    record Names(List<Name> items) {}

    @PostMapping("/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    @RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<PersonView> invite(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody Invitation invitation,
            Caller caller) {
        Stored<Person> invited =
                register.invite(
                        IdempotencyKey.of(key, caller, invitation), caller, invitation.command());
        return ResponseEntity.created(URI.create("/api/membership/people/" + invited.id()))
                .body(PersonView.of(invited.state()));
    }

    /** Lists people in the order in which they were registered. */
    @GetMapping("/people")
    @RolesAllowed({Roles.ADVISER, Roles.EDITOR, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    Page<PersonView> listPeople(
            @RequestParam(required = false) @Nullable Stage status,
            @RequestParam(required = false) @Nullable String municipality,
            PageQuery query,
            Caller caller) {
        register.requireActing(caller);
        List<Person> rows = people.list(status, municipality, place(query.cursor()), query.limit());
        return Page.of(rows, query, PersonController::after, PersonView::of);
    }

    /** Shows one person to the team, and to the person themselves. */
    @GetMapping("/people/{id}")
    @RolesAllowed(Roles.ANY_PERSON)
    PersonView showPerson(@PathVariable String id, Caller caller) {
        register.requireActing(caller);
        boolean team =
                caller.hasAnyRole(
                        Roles.ADVISER, Roles.EDITOR, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR);
        if (!team && !caller.id().equals(id)) {
            throw new PersonNotFound();
        }
        return people.find(id)
                .map(stored -> PersonView.of(stored.state()))
                .orElseThrow(PersonNotFound::new);
    }

    @PostMapping("/people/names")
    @RolesAllowed({Roles.ADVISER, Roles.EDITOR, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    Names namePeople(@Valid @RequestBody Ids request, Caller caller) {
        register.requireActing(caller);
        return new Names(
                people.find(request.ids().stream().distinct().toList()).stream()
                        .map(person -> new Name(person.id(), person.known().name().full()))
                        .toList());
    }

    private static @Nullable Place place(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        if (cursor.keys().size() != 2) {
            throw Cursor.malformed();
        }
        return new Place(cursor.instant(0), cursor.key(1));
    }

    private static Cursor after(Person person) {
        return Cursor.after(person.known().registeredAt().toString(), person.id());
    }
}
