package de.gemeinsamkommune.events.attendance;

import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.events.announcement.BerlinTime;
import de.gemeinsamkommune.events.registration.MongoRegistrations;
import de.gemeinsamkommune.events.registration.Registration;
import de.gemeinsamkommune.events.registration.RegistrationDesk;
import de.gemeinsamkommune.events.registration.RegistrationNotFound;
import de.gemeinsamkommune.events.registration.RegistrationView;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.OffsetDateTime;
import java.util.List;

/** Records attendance, and shows the proofs of use to administrators. */
@RestController
@RequestMapping("/api/events")
final class AttendanceController {

    private final MongoRegistrations registrations;
    private final RegistrationDesk desk;
    private final MembershipContacts contacts;
    private final AttendanceProofs proofs;

    AttendanceController(
            MongoRegistrations registrations,
            RegistrationDesk desk,
            MembershipContacts contacts,
            AttendanceProofs proofs) {
        this.registrations = registrations;
        this.desk = desk;
        this.contacts = contacts;
        this.proofs = proofs;
    }

    /**
     * What the team records.
     *
     * @param minutes attended, 1 to 10,080 (a week), at most what the event lasts
     */
    record Attendance(@NotNull @Min(1) @Max(10_080) Integer minutes) {}

    /**
     * A proof of use.
     *
     * @param registration id of the registration
     * @param event id of the event
     * @param person id of the person
     * @param name of the person at the moment of recording
     * @param municipality key of the municipality the person acted for, when there was one
     * @param minutes attended
     * @param recordedAt when it was recorded
     */
    record Proof(
            String registration,
            String event,
            String person,
            String name,
            @Nullable String municipality,
            int minutes,
            OffsetDateTime recordedAt) {

        static Proof of(AttendanceProof proof) {
            return new Proof(
                    proof.id(),
                    proof.event(),
                    proof.person(),
                    proof.name(),
                    proof.municipality(),
                    proof.minutes(),
                    BerlinTime.of(proof.recordedAt()));
        }
    }

    /** Records that a person attended for some minutes; harmless when repeated. */
    @PostMapping("/events/{id}/registrations/{registration}/attendance")
    @RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
    RegistrationView attend(
            @PathVariable String id,
            @PathVariable String registration,
            @Valid @RequestBody Attendance attendance) {
        Registration attended =
                registrations.find(id, registration).orElseThrow(RegistrationNotFound::new);
        if (attended.person() == null) {
            throw new RegistrationNotFound();
        }
        String name = contacts.name(attended.person()).orElseThrow(PersonUnknown::new);
        Registration recorded = desk.attend(id, registration, attendance.minutes(), name);
        return RegistrationView.forTeam(recorded, registrations.position(recorded));
    }

    /** Lists the proofs of use of one event, or of all. */
    @GetMapping("/attendance-proofs")
    @RolesAllowed(Roles.ADMINISTRATOR)
    Page<Proof> proofs(@RequestParam(required = false) @Nullable String event, PageQuery query) {
        Cursor cursor = query.cursor();
        List<AttendanceProof> found =
                proofs.of(event, cursor == null ? "" : cursor.key(0), query.limit());
        return Page.of(found, query, proof -> Cursor.after(proof.id()), Proof::of);
    }
}
