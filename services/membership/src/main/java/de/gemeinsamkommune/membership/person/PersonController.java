package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.directory.DirectoryEntry;
import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.membership.municipality.MunicipalityKind;
import de.gemeinsamkommune.membership.person.MongoPeople.Place;
import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonCommand.Merge;
import de.gemeinsamkommune.membership.person.PersonView.Stage;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
            @Pattern(regexp = MunicipalityKind.ANY_KEY) @Nullable String municipality,
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

    /**
     * The roles of a person from now on.
     *
     * @param roles in the network
     * @param affiliations in municipalities
     */
    record Assignment(
            @NotNull @Size(max = 8) List<@NotNull Role> roles,
            @NotNull @Size(max = 50) List<@NotNull @Valid InMunicipality> affiliations) {

        Assign command() {
            try {
                return new Assign(
                        roles, affiliations.stream().map(InMunicipality::affiliation).toList());
            } catch (IllegalArgumentException contradiction) {
                throw Problems.of(HttpStatus.BAD_REQUEST, "roles-contradict");
            }
        }
    }

    /**
     * A role in a municipality.
     *
     * @param municipality official key
     * @param role {@code MEMBER} or {@code LEAD}
     */
    record InMunicipality(
            @NotNull @Pattern(regexp = MunicipalityKind.ANY_KEY) String municipality,
            @NotNull Role role) {

        Affiliation affiliation() {
            return new Affiliation(municipality, role);
        }
    }

    /**
     * What somebody is to be in a municipality.
     *
     * @param role {@code MEMBER} or {@code LEAD}
     */
    record MunicipalRole(@NotNull Role role) {

        Affiliation in(String municipality) {
            try {
                return new Affiliation(municipality, role);
            } catch (IllegalArgumentException contradiction) {
                throw Problems.of(HttpStatus.BAD_REQUEST, "roles-contradict");
            }
        }
    }

    /** Whose name or address is kept. */
    enum Side {
        /** That of the person who stays. */
        KEPT,
        /** That of the person who goes. */
        ABSORBED
    }

    /**
     * How two people become one.
     *
     * @param absorbed id of the one who goes
     * @param absorbedETag of the one who goes, as {@code GET /people/{id}} told it
     * @param name whose name is kept
     * @param email whose address is kept
     */
    record MergeRequest(
            @NotNull String absorbed,
            @NotNull String absorbedETag,
            @NotNull Side name,
            @NotNull Side email) {

        Merge command() {
            return new Merge(
                    absorbed,
                    ETags.require(absorbedETag),
                    name == Side.ABSORBED,
                    email == Side.ABSORBED);
        }
    }

    /** Ids of people, at most 200. */
    record Ids(@NotNull @Size(max = 200) List<@NotNull String> ids) {}

    /** The name of a person. */
    record Name(String id, String name) {}

    /**
     * Names, in no particular order; people who are unknown or erased are left out, who was merged
     * into another person has that name.
     */
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

    /**
     * Lists people in the order in which they were registered; to a lead those of the
     * municipalities they lead in.
     */
    @GetMapping("/people")
    @RolesAllowed({
        Roles.LEAD,
        Roles.ADVISER,
        Roles.EDITOR,
        Roles.PROJECT_LEAD,
        Roles.ADMINISTRATOR
    })
    Page<PersonView> listPeople(
            @RequestParam(required = false) @Nullable Stage status,
            @RequestParam(required = false) @Nullable String municipality,
            PageQuery query,
            Caller caller) {
        Person acting = register.requireActing(caller);
        Predicate<String> asked = key -> municipality == null || key.equals(municipality);
        Collection<String> municipalities =
                isTeam(acting)
                        ? municipality == null ? null : List.of(municipality)
                        : InvitationRight.of(acting).leads().stream().filter(asked).toList();
        List<Person> rows =
                people.list(status, municipalities, place(query.cursor()), query.limit());
        return Page.of(rows, query, PersonController::after, PersonView::of);
    }

    /** Shows one person to the team, to their lead, and to the person themselves. */
    @GetMapping("/people/{id}")
    @RolesAllowed(Roles.ANY_PERSON)
    ResponseEntity<PersonView> showPerson(@PathVariable String id, Caller caller) {
        return answer(seen(id, register.requireActing(caller)));
    }

    /** Lists what was changed about a person, the latest first; always all on one page. */
    @GetMapping("/people/{id}/history")
    @RolesAllowed(Roles.ANY_PERSON)
    Page<Change> listChanges(@PathVariable String id, Caller caller) {
        Person acting = register.requireActing(caller);
        Person person = seen(id, acting).state();
        // a lead is no part of the team, for which alone old texts of the directory are
        boolean all = isTeam(acting) || acting.id().equals(person.id());
        return new Page<>(
                person.known().history().reversed().stream()
                        .filter(change -> all || !change.field().startsWith(DirectoryEntry.HISTORY))
                        .toList(),
                null);
    }

    /** Gives somebody other roles in the network and in municipalities. */
    @PutMapping("/people/{id}/roles")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<PersonView> assignRoles(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Assignment assignment,
            Caller caller) {
        return answer(register.assign(caller, id, ETags.require(ifMatch), assignment.command()));
    }

    /** Gives somebody a role in a municipality; may be repeated. */
    @PutMapping("/people/{id}/affiliations/{municipality}")
    @RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<PersonView> affiliate(
            @PathVariable String id,
            @PathVariable String municipality,
            @Valid @RequestBody MunicipalRole role,
            Caller caller) {
        return answer(register.affiliate(caller, id, role.in(municipality)));
    }

    /** Lets somebody leave a municipality; may be repeated. */
    @DeleteMapping("/people/{id}/affiliations/{municipality}")
    @RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<PersonView> release(
            @PathVariable String id, @PathVariable String municipality, Caller caller) {
        return answer(register.release(caller, id, municipality));
    }

    /**
     * Takes in somebody who is the same person, and turns out to be known twice. The other record
     * ends; what all services keep of it belongs to this person from then on. May be repeated.
     */
    @PostMapping("/people/{id}/merge")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    ResponseEntity<PersonView> merge(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody MergeRequest request,
            Caller caller) {
        return answer(register.merge(caller, id, ETags.require(ifMatch), request.command()));
    }

    private Stored<Person> seen(String id, Person acting) {
        Stored<Person> person = people.require(id);
        boolean colleague =
                person.state().known().municipalities().stream()
                        .anyMatch(InvitationRight.of(acting).leads()::contains);
        if (!isTeam(acting) && !colleague && !acting.id().equals(id)) {
            throw new PersonNotFound();
        }
        return person;
    }

    private static boolean isTeam(Person acting) {
        return Stream.of(Role.ADVISER, Role.EDITOR, Role.PROJECT_LEAD, Role.ADMINISTRATOR)
                .anyMatch(acting::is);
    }

    private static ResponseEntity<PersonView> answer(Stored<Person> person) {
        return ResponseEntity.ok()
                .eTag(ETags.of(person.version()))
                .body(PersonView.of(person.state()));
    }

    @PostMapping("/people/names")
    @RolesAllowed({Roles.ADVISER, Roles.EDITOR, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    Names namePeople(@Valid @RequestBody Ids request, Caller caller) {
        register.requireActing(caller);
        return new Names(
                people.standingFor(request.ids()).entrySet().stream()
                        .map(
                                found ->
                                        new Name(
                                                found.getKey(),
                                                found.getValue().known().name().full()))
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
