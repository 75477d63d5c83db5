package de.gemeinsamkommune.advisory.request;

import com.fasterxml.jackson.annotation.JsonInclude;

import de.gemeinsamkommune.advisory.reading.Reading;
import de.gemeinsamkommune.advisory.reading.Reading.Extent;
import de.gemeinsamkommune.advisory.reading.Reading.Role;
import de.gemeinsamkommune.advisory.reading.Readings;
import de.gemeinsamkommune.advisory.reading.Readings.Place;
import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Stored;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;

/** Who read a request (GDPR Art. 15 for its asker; control of access for those responsible). */
@RestController
@RequestMapping("/api/advisory/requests")
class ReadingController {

    private final RequestRegister register;
    private final Readings readings;

    ReadingController(RequestRegister register, Readings readings) {
        this.register = register;
        this.readings = readings;
    }

    @GetMapping("/{id}/accesses")
    @RolesAllowed(Roles.ANY_PERSON)
    @Operation(
            operationId = "listAccesses",
            summary =
                    "Who read the request, the newest first: for its asker by role, for project"
                            + " lead and administrators with the reader's id")
    Page<Access> accesses(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Extent extent,
            PageQuery page,
            Caller caller) {
        boolean responsible = caller.hasAnyRole(Roles.PROJECT_LEAD, Roles.ADMINISTRATOR);
        Stored<AdvisoryRequest> request =
                register.find(id)
                        .filter(found -> responsible || caller.id().equals(found.state().asker()))
                        .orElseThrow(() -> new RequestNotFound(id));
        // somebody responsible who asked for advice is an asker first
        boolean named = responsible && !caller.id().equals(request.state().asker());
        return Page.of(
                readings.of(id, extent, place(page.cursor()), page.limit()),
                page,
                last -> Cursor.after(Long.toString(last.at().toEpochMilli()), last.id()),
                reading -> Access.of(reading, named));
    }

    private static @Nullable Place place(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        if (cursor.keys().size() != 2) {
            throw Cursor.malformed();
        }
        try {
            return new Place(Instant.ofEpochMilli(Long.parseLong(cursor.key(0))), cursor.key(1));
        } catch (NumberFormatException notOurs) {
            throw Cursor.malformed();
        }
    }

    /** One reading; the reader is absent for the asker. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Access(Instant at, Role role, Extent extent, @Nullable String reader) {

        static Access of(Reading reading, boolean named) {
            return new Access(
                    reading.at(),
                    reading.role(),
                    reading.extent(),
                    named ? reading.reader() : null);
        }
    }
}
