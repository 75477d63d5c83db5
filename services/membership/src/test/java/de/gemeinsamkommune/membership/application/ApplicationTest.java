package de.gemeinsamkommune.membership.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.application.Application.Applicant;
import de.gemeinsamkommune.membership.application.Application.Decision;
import de.gemeinsamkommune.membership.application.Application.Status;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationApproved;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationConfirmed;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationDeclined;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationReceived;
import de.gemeinsamkommune.membership.application.ApplicationEvent.ApplicationWithdrawn;
import de.gemeinsamkommune.membership.municipality.MembershipLevel;
import de.gemeinsamkommune.membership.person.PersonName;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class ApplicationTest {

    static final String ID = "5e0f6c1a-2f3b-4c77-8a90-1b2c3d4e5f60";
    private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");
    private static final Decision APPROVAL = Decision.approval(AT, "lead", "09178", null, null);
    private static final Decision DECLINE =
            Decision.decline(AT, "lead", DeclineReason.NO_CAPACITY, "Leider nein.");

    @Test
    void messages_are_as_agreed() {
        Contracts.produces(new ApplicationReceived(ID, "09178", MembershipLevel.MEMBER));
        Contracts.produces(new ApplicationConfirmed(ID));
        Contracts.produces(new ApplicationApproved(ID, "09178"));
        Contracts.produces(new ApplicationDeclined(ID, DeclineReason.NO_CAPACITY));
        Contracts.produces(new ApplicationWithdrawn(ID));
    }

    @Test
    void is_confirmed_once_before_anybody_decides() {
        Application received = anApplication();
        assertThatThrownBy(() -> received.decide(APPROVAL)).isInstanceOf(AlreadyDecided.class);
        List<ApplicationEvent> events = received.confirm();
        assertThat(events).containsExactly(new ApplicationConfirmed(ID));
        Application confirmed = received.apply(events.getFirst(), null, AT);
        assertThat(confirmed.status()).isEqualTo(Status.RECEIVED);
        assertThat(confirmed.confirmedAt()).isEqualTo(AT);
        assertThat(confirmed.confirm()).as("a repeat").isEmpty();
    }

    @Test
    void is_decided_once() {
        for (Decision decision : List.of(APPROVAL, DECLINE)) {
            Application decided = decided(decision);
            assertThat(decided.isOpen()).isFalse();
            assertThat(decided.openKey()).as("makes room for another one").isNull();
            assertThat(decided.applicant()).as("is still to be written to").isNotNull();
            assertThat(decided.decision()).isEqualTo(decision);
            assertThatThrownBy(() -> decided.decide(DECLINE)).isInstanceOf(AlreadyDecided.class);
            assertThatThrownBy(() -> decided.decide(APPROVAL)).isInstanceOf(AlreadyDecided.class);
            assertThat(decided.withdraw()).isEmpty();
            assertThat(decided.confirm()).isEmpty();
            assertThat(decided.receiveAgain()).isEmpty();
        }
        assertThat(decided(APPROVAL).status()).isEqualTo(Status.APPROVED);
        assertThat(decided(DECLINE).status()).isEqualTo(Status.DECLINED);
        assertThat(confirmed().decide(APPROVAL))
                .containsExactly(new ApplicationApproved(ID, "09178"));
        assertThat(confirmed().decide(DECLINE))
                .containsExactly(new ApplicationDeclined(ID, DeclineReason.NO_CAPACITY));
    }

    @Test
    void is_taken_back_while_it_is_open_and_leaves_nothing_personal() {
        for (Application open : List.of(anApplication(), confirmed())) {
            List<ApplicationEvent> events = open.withdraw();
            assertThat(events).containsExactly(new ApplicationWithdrawn(ID));
            Application withdrawn = open.apply(events.getFirst(), null, AT);
            assertThat(withdrawn.status()).isEqualTo(Status.WITHDRAWN);
            assertThat(withdrawn.applicant()).isNull();
            assertThat(withdrawn.unitName()).isNull();
            assertThat(withdrawn.withdraw()).as("a repeat").isEmpty();
            assertThatThrownBy(() -> withdrawn.decide(APPROVAL)).isInstanceOf(AlreadyDecided.class);
        }
    }

    @Test
    void a_link_is_sent_again_some_times() {
        Application application = anApplication();
        for (int mail = 1; mail < Application.MOST_MAILS; mail++) {
            List<ApplicationEvent> events = application.receiveAgain();
            assertThat(events).hasSize(1);
            application = application.apply(events.getFirst(), null, AT);
        }
        assertThat(application.receiveAgain()).isEmpty();
        assertThat(confirmed().receiveAgain()).isEmpty();
    }

    @Test
    void only_the_latest_links_work() {
        Application application = anApplication();
        for (String hash : List.of("1", "2", "3", "4", "5", "6")) {
            application = application.withToken(hash);
        }
        assertThat(application.applicant()).isNotNull();
        assertThat(application.applicant().tokens()).containsExactly("2", "3", "4", "5", "6");
    }

    @Test
    void what_is_forgotten_leaves_the_decision_without_its_text() {
        Application forgotten = decided(DECLINE).ofPerson("somebody").forgotten();
        assertThat(forgotten.applicant()).isNull();
        assertThat(forgotten.person()).isNull();
        assertThat(forgotten.decision()).isNotNull();
        assertThat(forgotten.decision().text()).isNull();
        assertThat(forgotten.decision().reason()).isEqualTo(DeclineReason.NO_CAPACITY);
        assertThat(forgotten.status()).isEqualTo(Status.DECLINED);
    }

    @Test
    void the_person_of_an_application_is_always_the_same() {
        assertThat(Applications.personOf(ID)).isEqualTo(Applications.personOf(ID));
        assertThat(Applications.personOf(ID)).isNotEqualTo(ID);
    }

    private static Application decided(Decision decision) {
        Application confirmed = confirmed();
        return confirmed.apply(confirmed.decide(decision).getFirst(), decision, AT);
    }

    private static Application confirmed() {
        Application received = anApplication();
        return received.apply(received.confirm().getFirst(), null, AT);
    }

    private static Application anApplication() {
        return anApplication(ID, "amira.haddad@freising.example", AT);
    }

    static Application anApplication(String id, String email, Instant at) {
        return Application.of(
                id,
                "09178",
                "Quittenau",
                MembershipLevel.MEMBER,
                new Applicant(
                        new PersonName("Amira", "Haddad"),
                        email,
                        email,
                        "de",
                        "Integrationsbeauftragte",
                        null,
                        ApplicationController.NOTICE,
                        1,
                        List.of()),
                "open-" + id,
                at);
    }
}
