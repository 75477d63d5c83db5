package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Listed;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Own;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** What people say of themselves in the directory, and who sees it. */
@RestController
@RequestMapping("/api/membership/me/directory-entry")
@RolesAllowed(Roles.ANY_PERSON)
class OwnEntryController {

    private final DirectoryPeople people;

    OwnEntryController(DirectoryPeople people) {
        this.people = people;
    }

    /**
     * The own entry.
     *
     * @param listed whether the person is found; until then the team alone sees anything
     * @param telephone in the form of E.164
     */
    record EntryView(
            boolean listed,
            @Nullable String position,
            @Nullable String telephone,
            List<String> topics,
            @Nullable String experience,
            Visibilities visibility) {

        static EntryView of(DirectoryEntry entry) {
            return new EntryView(
                    entry.listed(),
                    entry.position(),
                    entry.telephone(),
                    entry.topics(),
                    entry.experience(),
                    entry.visibility());
        }
    }

    /**
     * What others see; absent where they do not see the person.
     *
     * @param open what everybody on the Internet sees
     */
    record Preview(
            @Nullable ColleagueView team,
            @Nullable ColleagueView members,
            @Nullable ColleagueView open) {}

    /**
     * The new entry, as a whole.
     *
     * @param listed whether the person wants to be found
     * @param telephone as people write it; a number without a country's code is a German one
     * @param topics codes
     * @param experience plain text
     */
    record EntryChange(
            @NotNull Boolean listed,
            @Size(max = DirectoryEntry.MAX_POSITION) @Pattern(regexp = "\\P{Cntrl}*")
                    @Nullable String position,
            @Size(max = 50) @TelephoneNumber @Nullable String telephone,
            @NotNull @Size(max = 30) List<@NotNull @TopicCode String> topics,
            @Size(max = DirectoryEntry.MAX_EXPERIENCE) @Nullable String experience,
            @NotNull @Valid Chosen visibility) {

        DirectoryEntry entry() {
            return new DirectoryEntry(
                    listed,
                    position,
                    telephone == null || telephone.isBlank()
                            ? null
                            : Telephone.parse(telephone).orElseThrow(),
                    topics,
                    experience,
                    visibility.visibilities());
        }
    }

    /** Who shall see which field. */
    record Chosen(
            @NotNull Visibility name,
            @NotNull Visibility email,
            @NotNull Visibility municipality,
            @NotNull Visibility position,
            @NotNull Visibility telephone,
            @NotNull Visibility topics,
            @NotNull Visibility experience) {

        Visibilities visibilities() {
            return new Visibilities(
                    name, email, municipality, position, telephone, topics, experience);
        }
    }

    @GetMapping
    ResponseEntity<EntryView> showMyEntry(Caller caller) {
        return answer(people.own(caller.id()));
    }

    /** Changes the entry as a whole; who is not listed any more is not found from then on. */
    @PutMapping
    ResponseEntity<EntryView> changeMyEntry(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody EntryChange change,
            Caller caller) {
        return answer(people.change(caller.id(), ETags.require(ifMatch), change.entry()));
    }

    /** Shows how the team, members and everybody see the person. */
    @GetMapping("/preview")
    Preview previewMyEntry(Caller caller) {
        Own own = people.own(caller.id());
        return new Preview(
                seen(own, Visibility.TEAM),
                seen(own, Visibility.MEMBERS),
                seen(own, Visibility.PUBLIC));
    }

    private static @Nullable ColleagueView seen(Own own, Visibility audience) {
        Found found = own.found();
        return found == null
                ? null
                : ColleagueView.of(new Listed(own.person(), found), audience).orElse(null);
    }

    private static ResponseEntity<EntryView> answer(Own own) {
        return ResponseEntity.ok()
                .eTag(ETags.of(own.version()))
                .body(EntryView.of(own.person().entry()));
    }
}
