package de.gemeinsamkommune.events.attendance;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;

/** What is held about a person in the proofs of use. */
@Component
class AttendanceData implements PersonalDataSource {

    private final AttendanceProofs proofs;

    AttendanceData(AttendanceProofs proofs) {
        this.proofs = proofs;
    }

    /** A proof as the person sees it. */
    record Attended(
            String registration,
            String event,
            String name,
            @Nullable String municipality,
            int minutes,
            Instant recordedAt) {}

    @Override
    public List<Category> about(String person) {
        return List.of(
                new Category(
                        "attendance-proofs",
                        "proof-of-use",
                        "GDPR 6(1)(c)",
                        "proof-hold",
                        List.of("administration", "funder"),
                        false,
                        proofs.about(person).stream().map(AttendanceData::attended).toList()));
    }

    private static Attended attended(AttendanceProof proof) {
        return new Attended(
                proof.id(),
                proof.event(),
                proof.name(),
                proof.municipality(),
                proof.minutes(),
                proof.recordedAt());
    }
}
