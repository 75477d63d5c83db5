package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.InvitationRight;
import de.gemeinsamkommune.membership.person.PersonRegister;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Locale;

/** People as files for spreadsheets. */
@RestController
@RequestMapping("/api/membership")
@RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class PeopleTableController {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleTableController.class);

    private final PeopleTables tables;
    private final PersonRegister people;

    PeopleTableController(PeopleTables tables, PersonRegister people) {
        this.tables = tables;
        this.people = people;
    }

    /**
     * Writes who belongs to the network into a table; to a lead the people of the municipalities
     * they lead in. Who had it written, and how many rows it has, is in the log.
     *
     * @param format {@code csv} or {@code xlsx}
     */
    @GetMapping(path = "/people/export", produces = "*/*")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType =
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        schema = @Schema(type = "string", format = "binary"))
            })
    ResponseEntity<byte[]> exportPeople(
            @RequestParam(defaultValue = "csv") @Pattern(regexp = "csv|xlsx") String format,
            Caller caller) {
        TableFormat as = TableFormat.valueOf(format.toUpperCase(Locale.ROOT));
        InvitationRight right = InvitationRight.of(people.requireActing(caller));
        PeopleTables.Written written = tables.people(as, right, caller.locale());
        LOG.info("{} exported {} rows about people as {}", caller.id(), written.rows(), as);
        return file(as, RosterTexts.of("file.people", caller.locale()), written.content());
    }

    /**
     * Writes an empty table to be filled in and imported.
     *
     * @param format {@code csv} or {@code xlsx}
     */
    @GetMapping(path = "/people-imports/template", produces = "*/*")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = "string", format = "binary")),
                @Content(
                        mediaType =
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        schema = @Schema(type = "string", format = "binary"))
            })
    ResponseEntity<byte[]> template(
            @RequestParam(defaultValue = "csv") @Pattern(regexp = "csv|xlsx") String format,
            Caller caller) {
        TableFormat as = TableFormat.valueOf(format.toUpperCase(Locale.ROOT));
        people.requireActing(caller);
        return file(
                as,
                RosterTexts.of("file.template", caller.locale()),
                tables.template(as, caller.locale()));
    }

    private static ResponseEntity<byte[]> file(TableFormat format, String name, byte[] content) {
        return ResponseEntity.ok()
                .contentType(format.mediaType())
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(format.fileName(name))
                                .build()
                                .toString())
                .body(content);
    }
}
