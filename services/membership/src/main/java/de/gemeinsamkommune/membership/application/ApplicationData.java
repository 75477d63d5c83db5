package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.membership.application.Application.Applicant;
import de.gemeinsamkommune.membership.application.Application.Decision;
import de.gemeinsamkommune.membership.application.Application.Status;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.messaging.Stored;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;

/** What a person applied for, also from their address before they belonged to the network. */
@Component
class ApplicationData implements PersonalDataSource {

    private final MongoApplications applications;
    private final PersonRegister people;

    ApplicationData(MongoApplications applications, PersonRegister people) {
        this.applications = applications;
        this.people = people;
    }

    /** An application as the applicant sees it. */
    record Seen(
            Instant receivedAt,
            @Nullable Instant confirmedAt,
            Status status,
            @Nullable String municipality,
            @Nullable String unitName,
            String level,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String email,
            @Nullable String locale,
            @Nullable String position,
            @Nullable String message,
            @Nullable String version,
            @Nullable Instant decidedAt,
            @Nullable String text) {

        static Seen of(Application application) {
            Applicant by = application.applicant();
            Decision decision = application.decision();
            return new Seen(
                    application.receivedAt(),
                    application.confirmedAt(),
                    application.status(),
                    application.municipality(),
                    application.unitName(),
                    application.level().name(),
                    by == null ? null : by.name().given(),
                    by == null ? null : by.name().family(),
                    by == null ? null : by.email(),
                    by == null ? null : by.locale(),
                    by == null ? null : by.position(),
                    by == null ? null : by.message(),
                    by == null ? null : by.notice(),
                    decision == null ? null : decision.at(),
                    decision == null ? null : decision.text());
        }
    }

    @Override
    public List<Category> about(String person) {
        return List.of(
                new Category(
                        "applications",
                        "joining",
                        "GDPR 6(1)(b)",
                        "applications",
                        List.of("network-team"),
                        true,
                        applications.of(person, people.emailKeyOf(person).orElse(null)).stream()
                                .map(Stored::state)
                                .map(Seen::of)
                                .toList()));
    }
}
