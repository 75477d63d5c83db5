package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.membership.application.Application.Applicant;
import de.gemeinsamkommune.membership.application.Application.Decision;
import de.gemeinsamkommune.membership.application.Application.Status;
import de.gemeinsamkommune.membership.municipality.MembershipLevel;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An application as the team sees it.
 *
 * @param municipality key of the unit; of an approved one the unit that belongs by it
 * @param unitName name of the unit, from the network, the register or the applicant
 * @param official whether the name comes from the network or the register, so that no facts are
 *     asked for
 * @param belongs whether the unit belongs to the network already
 * @param level the one wished for
 * @param applicant absent once it is forgotten who applied
 * @param decidedBy id of the person who decided
 * @param reason code, of a decline
 * @param text to the applicant, of a decline
 * @param carriedOut whether unit and person belong by now, of an approval
 */
record ApplicationView(
        String id,
        Status status,
        @Nullable String municipality,
        @Nullable String unitName,
        boolean official,
        boolean belongs,
        MembershipLevel level,
        @Nullable By applicant,
        Instant receivedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable DeclineReason reason,
        @Nullable String text,
        @Nullable Boolean carriedOut) {

    /** Who applied. */
    record By(
            String givenName,
            String familyName,
            String name,
            String email,
            String locale,
            String position,
            @Nullable String message) {

        static By of(Applicant applicant) {
            return new By(
                    applicant.name().given(),
                    applicant.name().family(),
                    applicant.name().full(),
                    applicant.email(),
                    applicant.locale(),
                    applicant.position(),
                    applicant.message());
        }
    }

    static ApplicationView of(Application application, Units units) {
        Applicant applicant = application.applicant();
        Decision decision = application.decision();
        String key =
                decision != null && decision.municipality() != null
                        ? decision.municipality()
                        : application.municipality();
        String official = key == null ? null : units.nameOf(key).orElse(null);
        boolean approved = application.status() == Status.APPROVED;
        return new ApplicationView(
                application.id(),
                application.status(),
                key,
                official == null ? application.unitName() : official,
                official != null,
                key != null && units.belongs(key),
                application.level(),
                applicant == null ? null : By.of(applicant),
                application.receivedAt(),
                application.confirmedAt(),
                decision == null ? null : decision.at(),
                decision == null ? null : decision.by(),
                decision == null ? null : decision.reason(),
                decision == null ? null : decision.text(),
                decision == null || !approved ? null : decision.carriedOut());
    }
}
