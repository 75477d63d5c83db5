package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.InvitationRight;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.membership.person.Role;
import de.gemeinsamkommune.membership.roster.PeopleImport.Stage;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Lists of people who are to be invited. */
@RestController
@RequestMapping("/api/membership/people-imports")
@RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class PeopleImportController {

    private final PeopleImports imports;
    private final PersonRegister people;

    PeopleImportController(PeopleImports imports, PersonRegister people) {
        this.imports = imports;
        this.people = people;
    }

    /** What identifies a request, for its repeat. */
    private record Request(String sha256, boolean dryRun, boolean skipFlawed) {}

    /**
     * How far an import is.
     *
     * @param mine whether the caller imports it, and so may start it
     * @param keptUntil when the rows are forgotten, unless it is started before
     * @param total rows in the file
     * @param done rows carried out
     * @param checked what the check found
     * @param carriedOut what became of the rows carried out
     * @param ignoredColumns heads of columns that are not read
     */
    record ImportView(
            String id,
            Stage stage,
            TableFormat format,
            boolean mine,
            Instant receivedAt,
            @Nullable Instant keptUntil,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            boolean skipFlawed,
            int total,
            int done,
            Sums checked,
            Sums carriedOut,
            List<String> ignoredColumns) {

        static ImportView of(PeopleImport state, Caller caller) {
            return new ImportView(
                    state.id(),
                    state.stage(),
                    state.format(),
                    caller.id().equals(state.by()),
                    state.receivedAt(),
                    state.stage() == Stage.CHECKED
                            ? state.receivedAt().plus(PeopleImports.KEPT)
                            : null,
                    state.startedAt(),
                    state.endedAt(),
                    state.skipFlawed(),
                    state.total(),
                    state.done(),
                    state.checked(),
                    state.carriedOut(),
                    state.ignored());
        }
    }

    /**
     * Something about a row.
     *
     * @param field name of the field; absent when it is about the whole row
     * @param detail what it is, and what should stand there
     */
    record Remark(@Nullable String field, String code, String detail) {

        static Remark of(RosterFlaw flaw, Locale locale) {
            return new Remark(
                    flaw.field(), flaw.code(), RosterTexts.of("flaw." + flaw.code(), locale));
        }
    }

    /**
     * A row as the check sees it.
     *
     * @param row number in the file
     * @param municipality official key, or what stands there
     * @param sameAsRow number of the earlier row with the address
     * @param person id of whom the row is about, when they are in the network; a lead is not told
     * @param detail what becomes of the row
     * @param problems what is to be mended
     * @param notes what was mended
     */
    record RowView(
            int row,
            String givenName,
            String familyName,
            String email,
            @Nullable String municipality,
            @Nullable Role role,
            String locale,
            Outcome outcome,
            @Nullable Integer sameAsRow,
            @Nullable String person,
            String detail,
            List<Remark> problems,
            List<Remark> notes) {

        /**
         * @param tellsWho whether the reader may know who of the network it is
         */
        static RowView of(RosterRow row, boolean tellsWho, Locale locale) {
            Outcome outcome = row.outcome() == null ? Outcome.READY : row.outcome();
            return new RowView(
                    row.row(),
                    row.givenName(),
                    row.familyName(),
                    row.email(),
                    row.municipality(),
                    row.role(),
                    row.locale(),
                    outcome,
                    row.sameAs(),
                    tellsWho ? row.person() : null,
                    RosterTexts.of(
                            "outcome." + outcome, locale, row.sameAs() == null ? 0 : row.sameAs()),
                    row.flaws().stream().map(flaw -> Remark.of(flaw, locale)).toList(),
                    row.notes().stream().map(note -> Remark.of(note, locale)).toList());
        }
    }

    /**
     * Checks a list, CSV or XLSX; keeps it for a day, in which it can be started.
     *
     * @param dryRun whether nobody is to be invited yet
     * @param skipFlawed whether to invite the others although rows have flaws
     */
    @PostMapping(
            consumes = {
                "text/csv",
                "text/plain",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/octet-stream"
            })
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "CSV or XLSX, at most 5 MB and 5,000 rows",
                            content = {
                                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                                @Content(
                                        mediaType = "application/octet-stream",
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    ResponseEntity<ImportView> importPeople(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestParam(defaultValue = "true") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean skipFlawed,
            HttpServletRequest request,
            Caller caller)
            throws IOException {
        InvitationRight right = InvitationRight.of(people.requireActing(caller));
        byte[] file = request.getInputStream().readAllBytes();
        Creation creation =
                IdempotencyKey.of(key, caller, new Request(sha256(file), dryRun, skipFlawed));
        PeopleImport state = imports.check(creation, caller.id(), right, file);
        if (!dryRun) {
            state = imports.start(state, right, skipFlawed);
        }
        return ResponseEntity.created(URI.create("/api/membership/people-imports/" + state.id()))
                .body(ImportView.of(state, caller));
    }

    /** Lists imports, the latest first; to a lead their own. */
    @GetMapping
    Page<ImportView> listImports(PageQuery query, Caller caller) {
        InvitationRight right = InvitationRight.of(people.requireActing(caller));
        Cursor cursor = query.cursor();
        PeopleImports.Place after =
                cursor == null ? null : new PeopleImports.Place(cursor.instant(0), cursor.key(1));
        return Page.of(
                imports.list(right.coversEverybody() ? null : caller.id(), after, query.limit()),
                query,
                last -> Cursor.after(last.receivedAt().toString(), last.id()),
                state -> ImportView.of(state, caller));
    }

    @GetMapping("/{id}")
    ImportView showImport(@PathVariable String id, Caller caller) {
        return ImportView.of(seen(id, caller), caller);
    }

    /**
     * Lists the rows of an import; none once it is carried out or given up.
     *
     * @param problems whether to leave out those that are ready
     */
    @GetMapping("/{id}/rows")
    Page<RowView> listRows(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean problems,
            PageQuery query,
            Caller caller) {
        PeopleImport state = seen(id, caller);
        boolean tellsWho = InvitationRight.of(people.requireActing(caller)).coversEverybody();
        int after = after(query.cursor());
        return Page.of(
                state.rows().stream()
                        .filter(row -> row.row() > after)
                        .filter(row -> !problems || row.outcome() != Outcome.READY)
                        .limit(query.limit())
                        .toList(),
                query,
                last -> Cursor.after(String.valueOf(last.row())),
                row -> RowView.of(row, tellsWho, caller.locale()));
    }

    /** Begins to invite; may be repeated. */
    @PostMapping("/{id}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportView start(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean skipFlawed,
            Caller caller) {
        PeopleImport state = seen(id, caller);
        if (!caller.id().equals(state.by())) {
            throw Problems.forbidden();
        }
        InvitationRight right = InvitationRight.of(people.requireActing(caller));
        return ImportView.of(imports.start(state, right, skipFlawed), caller);
    }

    /** Gives an import up, or stops it; whoever is invited stays so. May be repeated. */
    @PostMapping("/{id}/cancellation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportView cancel(@PathVariable String id, Caller caller) {
        return ImportView.of(imports.cancel(seen(id, caller)), caller);
    }

    private PeopleImport seen(String id, Caller caller) {
        InvitationRight right = InvitationRight.of(people.requireActing(caller));
        return imports.find(id)
                .filter(state -> right.coversEverybody() || caller.id().equals(state.by()))
                .orElseThrow(Problems::notFound);
    }

    private static int after(@Nullable Cursor cursor) {
        try {
            return cursor == null ? 0 : Integer.parseInt(cursor.key(0));
        } catch (NumberFormatException notOurs) {
            throw Cursor.malformed();
        }
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
