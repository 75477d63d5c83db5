package de.gemeinsamkommune.newsletter.notification;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class NotificationContractTest {

    private final EventRegistrationsProjection registrations = new EventRegistrationsProjection();
    private final AdvisoryAskerProjection askers = new AdvisoryAskerProjection();

    private static Message message(String type, long sequence) {
        return new Message(
                "m" + sequence,
                type,
                "/x",
                "x.y",
                "s",
                1,
                sequence,
                Instant.EPOCH,
                null,
                Contracts.example(type).toString());
    }

    @Test
    void reads_invitations() {
        assertThat(
                        Contracts.consumes(
                                        "membership.person-invited.v1",
                                        PersonListener.Invited.class)
                                .person())
                .hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"received", "approved", "declined"})
    void reads_applications(String what) {
        assertThat(
                        Contracts.consumes(
                                        "membership.application-" + what + ".v1",
                                        ApplicationListener.Applied.class)
                                .application())
                .hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events.registration-confirmed.v1",
                "events.registration-waitlisted.v1",
                "events.registration-promoted.v1",
                "events.registration-cancelled.v1"
            })
    void reads_registrations(String type) {
        EventMessage.Registration said = Contracts.consumes(type, EventMessage.Registration.class);

        assertThat(List.of(said.event(), said.registration(), said.person()))
                .allSatisfy(id -> assertThat(id).hasSize(36));
        assertThat(said.position() != null).isEqualTo(type.contains("waitlisted"));
    }

    @Test
    void reads_requests_for_advice() {
        assertThat(
                        Contracts.consumes(
                                        "advisory.request-received.v1",
                                        AdvisoryMessage.Received.class)
                                .person())
                .hasSize(36);
        assertThat(
                        Contracts.consumes("advisory.reply-given.v1", AdvisoryMessage.Replied.class)
                                .to())
                .hasSize(36);
    }

    @Test
    void knows_the_live_registrations_of_an_event() {
        EventRegistrations state =
                registrations.apply(null, message("events.event-published.v1", 1));
        assertThat(state.live()).isEmpty();

        for (String type :
                List.of(
                        "events.registration-waitlisted.v1",
                        "events.registration-promoted.v1",
                        "events.registration-confirmed.v1")) {
            state = registrations.apply(null, message(type, 1));
            assertThat(state.live()).hasSize(1);
        }
        EventMessage.Registration confirmed =
                Contracts.consumes(
                        "events.registration-confirmed.v1", EventMessage.Registration.class);
        assertThat(state.live()).containsEntry(confirmed.registration(), confirmed.person());

        state = registrations.apply(state, message("events.event-cancelled.v1", 2));
        assertThat(state.live()).hasSize(1);
        assertThat(state.position()).isEqualTo(new Position(1, 2));

        EventMessage.Registration cancelled =
                Contracts.consumes(
                        "events.registration-cancelled.v1", EventMessage.Registration.class);
        state =
                new EventRegistrations(state.position(), state.live())
                        .with(cancelled.registration(), cancelled.person());
        state = registrations.apply(state, message("events.registration-cancelled.v1", 3));
        assertThat(state.live()).doesNotContainKey(cancelled.registration());
    }

    @Test
    void knows_one_registration_of_somebody_who_was_known_twice() {
        EventMessage.Merged said =
                Contracts.consumes("events.registrations-merged.v1", EventMessage.Merged.class);
        EventRegistrations state =
                new EventRegistrations(new Position(1, 1), Map.of(said.registration(), "former"));
        state = registrations.apply(state, message("events.registrations-merged.v1", 2));
        assertThat(state.live()).isEqualTo(Map.of(said.into(), said.intoPerson()));
    }

    @Test
    void knows_who_asked_for_advice() {
        AdvisoryAsker state = askers.apply(null, message("advisory.request-received.v1", 1));
        String person = state.person();
        state = askers.apply(state, message("advisory.request-concluded.v1", 2));

        assertThat(person).hasSize(36);
        assertThat(state).isEqualTo(new AdvisoryAsker(new Position(1, 2), person));
    }

    @Test
    void a_place_is_reached_by_the_same_or_a_later_one() {
        Position position = new Position(2, 5);

        assertThat(new Position(2, 5).hasReached(position)).isTrue();
        assertThat(new Position(2, 6).hasReached(position)).isTrue();
        assertThat(new Position(3, 1).hasReached(position)).isTrue();
        assertThat(new Position(2, 4).hasReached(position)).isFalse();
        assertThat(new Position(1, 9).hasReached(position)).isFalse();
    }
}
