package de.gemeinsamkommune.membership.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.erasure.Erasure.Confirmation;
import de.gemeinsamkommune.membership.erasure.Erasure.Hold;
import de.gemeinsamkommune.membership.erasure.ErasureEvent.ErasureCompleted;
import de.gemeinsamkommune.membership.erasure.ErasureEvent.Held;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;

class ErasureTest {

    private static final Instant REQUESTED = Instant.parse("2026-11-04T08:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-04T08:00:01Z");
    private static final Hold PROOF = new Hold("attendance-proof", "proof-of-use", null);

    @Test
    void is_complete_when_every_service_has_confirmed() {
        Erasure erasure = Erasure.requested("receipt", "person", REQUESTED);
        for (String service : List.of("identity", "newsletter", "advisory")) {
            erasure = erasure.confirmed(service, new Confirmation(LATER, List.of()));
            assertThat(erasure.complete()).isEmpty();
        }
        erasure = erasure.confirmed("events", new Confirmation(LATER, List.of(PROOF)));
        assertThat(erasure.complete())
                .containsExactly(
                        new ErasureCompleted(
                                "person",
                                List.of("advisory", "events", "identity", "newsletter"),
                                List.of(new Held("events", "proof-of-use"))));
    }

    @Test
    void is_completed_only_once() {
        Erasure erasure = allConfirmed();
        for (ErasureEvent event : erasure.complete()) {
            erasure = erasure.apply(event, LATER);
        }
        assertThat(erasure.completedAt()).isEqualTo(LATER);
        assertThat(erasure.complete()).isEmpty();
    }

    @Test
    void keeps_the_first_confirmation_of_a_service() {
        Erasure once =
                Erasure.requested("receipt", "person", REQUESTED)
                        .confirmed("events", new Confirmation(LATER, List.of(PROOF)));
        assertThat(once.confirmed("events", new Confirmation(LATER, List.of()))).isSameAs(once);
    }

    @Test
    void waits_for_no_other_service() {
        Erasure erasure = Erasure.requested("receipt", "person", REQUESTED);
        assertThat(erasure.confirmed("portal", new Confirmation(LATER, List.of())))
                .isSameAs(erasure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Amira Haddad", "a@x.example", "proof_of_use", "-", "PROOF"})
    void holds_are_codes_and_no_texts(String text) {
        assertThatThrownBy(() -> new Hold("attendance-proof", text, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hold(text, "proof-of-use", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Erasure allConfirmed() {
        Erasure erasure = Erasure.requested("receipt", "person", REQUESTED);
        for (String service : Erasure.SERVICES) {
            erasure = erasure.confirmed(service, new Confirmation(LATER, List.of()));
        }
        return erasure;
    }
}
