package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.application.Application.Applicant;
import de.gemeinsamkommune.membership.application.Application.Decision;
import de.gemeinsamkommune.membership.application.Application.Status;
import de.gemeinsamkommune.membership.application.Applications.Writable;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the service that sends mails asks at the moment it writes one about an application. */
@RestController("applicationLookUps")
@RequestMapping("/internal/membership/applications")
@RolesAllowed(Roles.SERVICE)
class LookUpController {

    private static final Logger log = LoggerFactory.getLogger(LookUpController.class);

    private final Applications applications;
    private final Units units;

    LookUpController(Applications applications, Units units) {
        this.applications = applications;
        this.units = units;
    }

    /**
     * How to write about an application.
     *
     * @param name absent while the address is not confirmed, like every other word of the
     *     applicant: somebody else may only want to send words of their own to the address
     * @param unit name of the unit, where one is known
     * @param token of a new link, until the application is confirmed
     * @param reason code, of a decline
     * @param text to the applicant, of a decline
     */
    record Writing(
            Status status,
            String email,
            @Nullable String name,
            String locale,
            @Nullable String unit,
            @Nullable String token,
            @Nullable DeclineReason reason,
            @Nullable String text) {

        static Writing of(Writable writable, Applicant to, Units units) {
            Application application = writable.application();
            Decision decision = application.decision();
            String key = application.municipality();
            boolean confirmed = application.status() != Status.UNCONFIRMED;
            String typed = confirmed ? application.unitName() : null;
            return new Writing(
                    application.status(),
                    to.email(),
                    confirmed ? to.name().full() : null,
                    to.locale(),
                    key == null ? typed : units.nameOf(key).orElse(typed),
                    writable.token(),
                    decision == null ? null : decision.reason(),
                    decision == null ? null : decision.text());
        }
    }

    /** Makes a new link; each works until the application is decided or the fifth is made. */
    @PostMapping("/{id}/mails")
    Writing write(@PathVariable String id, Caller caller) {
        Writable writable = applications.writable(id).orElseThrow(ApplicationNotFound::new);
        Applicant to = writable.application().applicant();
        if (to == null) {
            throw new ApplicationNotFound();
        }
        log.info("{} looked up who applied with {}", caller.id(), id);
        return Writing.of(writable, to, units);
    }
}
