package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.application.Application.Decision;
import de.gemeinsamkommune.membership.application.Application.Status;
import de.gemeinsamkommune.membership.application.MongoApplications.Place;
import de.gemeinsamkommune.membership.municipality.Admission;
import de.gemeinsamkommune.membership.municipality.AssociationKey;
import de.gemeinsamkommune.membership.municipality.KnownUnits;
import de.gemeinsamkommune.membership.municipality.MunicipalityKind;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.municipality.UnitFacts;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Applications as the team reads and decides them. */
@RestController
@RequestMapping("/api/membership/applications")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class TeamController {

    private final Applications applications;
    private final MongoApplications documents;
    private final MunicipalityRegister municipalities;
    private final KnownUnits known;
    private final Units units;
    private final Clock clock;

    TeamController(
            Applications applications,
            MongoApplications documents,
            MunicipalityRegister municipalities,
            KnownUnits known,
            Units units,
            Clock clock) {
        this.applications = applications;
        this.documents = documents;
        this.municipalities = municipalities;
        this.known = known;
        this.units = units;
        this.clock = clock;
    }

    /** The states the team sees. */
    enum Stage {
        /** Waits for a decision. */
        RECEIVED,
        /** The unit belongs. */
        APPROVED,
        /** It does not. */
        DECLINED,
        /** The applicant took it back. */
        WITHDRAWN
    }

    /**
     * That the unit may belong.
     *
     * @param municipality key of the unit where the application has none, or another one
     * @param admission how it is to belong; only for a unit that does not belong yet
     */
    record Approval(
            @Nullable @Pattern(regexp = MunicipalityKind.ANY_KEY) String municipality,
            @Nullable @Valid Admission admission) {}

    /**
     * That it may not.
     *
     * @param text to the applicant, part of the mail
     */
    record Decline(
            @NotNull DeclineReason reason, @NotNull @Size(min = 1, max = 2000) String text) {}

    /** Lists applications in the order in which they came. */
    @GetMapping
    Page<ApplicationView> listApplications(
            @RequestParam(defaultValue = "RECEIVED") Stage status, PageQuery query) {
        List<Application> rows =
                documents.list(Status.valueOf(status.name()), place(query.cursor()), query.limit());
        return Page.of(
                rows,
                query,
                row -> Cursor.after(row.receivedAt().toString(), row.id()),
                row -> ApplicationView.of(row, units));
    }

    @GetMapping("/{id}")
    ResponseEntity<ApplicationView> showApplication(@PathVariable String id) {
        return answer(applications.get(id));
    }

    /** Approves: the unit belongs from now on, and the applicant is invited for it. */
    @PostMapping("/{id}/approval")
    ResponseEntity<ApplicationView> approve(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Approval approval,
            Caller caller) {
        long version = ETags.require(ifMatch);
        Application application = applications.get(id).state();
        String key = approval.municipality();
        if (key == null) {
            key = application.municipality();
        }
        if (key == null) {
            key = AssociationKey.of(id);
        }
        if (AssociationKey.isOne(key)
                && !key.equals(AssociationKey.of(id))
                && !municipalities.knows(key)) {
            // nobody chooses the key of an association
            throw Problems.of(HttpStatus.BAD_REQUEST, "municipality-unknown");
        }
        return answer(
                applications.decide(
                        caller, id, version, approval(key, application, approval, caller)));
    }

    private Decision approval(
            String key, Application application, Approval approval, Caller caller) {
        if (municipalities.belongs(key)) {
            return Decision.approval(now(), caller.id(), key, null, null);
        }
        Admission admission = approval.admission();
        if (admission == null) {
            throw new AdmissionMissing();
        }
        return Decision.approval(
                now(), caller.id(), key, facts(key, application, admission), admission.terms());
    }

    /** A unit that comes back is known; an association has at least the name it applied with. */
    private UnitFacts facts(String key, Application application, Admission admission) {
        if (admission.facts() == null) {
            UnitFacts there = municipalities.factsOf(key).orElse(null);
            if (there != null) {
                return there;
            }
            if (AssociationKey.of(application.id()).equals(key) && application.unitName() != null) {
                return UnitFacts.association(key, application.unitName(), null);
            }
        }
        return known.settle(key, admission.facts());
    }

    @PostMapping("/{id}/decline")
    ResponseEntity<ApplicationView> decline(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Decline decline,
            Caller caller) {
        return answer(
                applications.decide(
                        caller,
                        id,
                        ETags.require(ifMatch),
                        Decision.decline(
                                now(), caller.id(), decline.reason(), decline.text().strip())));
    }

    private ResponseEntity<ApplicationView> answer(Stored<Application> application) {
        return ResponseEntity.ok()
                .eTag(ETags.of(application.version()))
                .body(ApplicationView.of(application.state(), units));
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
