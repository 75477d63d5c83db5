package de.gemeinsamkommune.advisory.request;

import static de.gemeinsamkommune.advisory.request.Requests.ADVISER;
import static de.gemeinsamkommune.advisory.request.Requests.ASKER;
import static de.gemeinsamkommune.advisory.request.Requests.COLLEAGUE;
import static de.gemeinsamkommune.advisory.request.Requests.NOW;
import static de.gemeinsamkommune.advisory.request.Requests.PROJECT_LEAD;
import static de.gemeinsamkommune.advisory.request.Requests.STRANGER;
import static de.gemeinsamkommune.advisory.request.Requests.aConcludedRequest;
import static de.gemeinsamkommune.advisory.request.Requests.aQuestion;
import static de.gemeinsamkommune.advisory.request.Requests.aReceivedRequest;
import static de.gemeinsamkommune.advisory.request.Requests.aWithdrawnRequest;
import static de.gemeinsamkommune.advisory.request.Requests.after;
import static de.gemeinsamkommune.advisory.request.Requests.anAcceptedRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Activity;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Effort;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Reply;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Side;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Assign;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Conclude;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.GiveReply;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.RecordEffort;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.EffortRecorded;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.ReplyGiven;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestAccepted;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestConcluded;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestReceived;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestWithdrawn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;
import java.util.List;

class AdvisoryRequestTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final GiveReply REPLY = new GiveReply("y1", "Wir melden uns.", "fy1");
    private static final Conclude END = new Conclude(Outcome.ADVICE_GIVEN, "Alles besprochen.");

    @Test
    void is_received_with_what_was_asked() {
        assertThat(AdvisoryRequest.receive(aQuestion(), ASKER))
                .isEqualTo(
                        new RequestReceived(
                                "r1", "asker-id", "09762", "monitoring", ContactBy.VIDEO));
        assertThat(aReceivedRequest())
                .returns(Status.RECEIVED, AdvisoryRequest::status)
                .returns("Welche Indikatoren?", AdvisoryRequest::subject)
                .returns("Wie fangen wir an?", AdvisoryRequest::question)
                .returns(NOW, AdvisoryRequest::receivedAt)
                .returns(0L, AdvisoryRequest::effortMinutes)
                .returns(null, AdvisoryRequest::adviser);
    }

    @Test
    void is_accepted_by_an_adviser() {
        assertThat(aReceivedRequest().assign(new Assign(false), ADVISER))
                .containsExactly(new RequestAccepted("r1", "adviser-id"));
        assertThat(anAcceptedRequest())
                .returns(Status.ACCEPTED, AdvisoryRequest::status)
                .returns("adviser-id", AdvisoryRequest::adviser);
    }

    @Test
    void accepting_again_has_no_effect() {
        assertThat(anAcceptedRequest().assign(new Assign(false), ADVISER)).isEmpty();
        assertThat(anAcceptedRequest().assign(new Assign(true), ADVISER)).isEmpty();
    }

    @Test
    void changes_hands_only_when_that_is_asked_for() {
        assertThatThrownBy(() -> anAcceptedRequest().assign(new Assign(false), COLLEAGUE))
                .isInstanceOf(RequestAlreadyAssigned.class);
        assertThat(anAcceptedRequest().assign(new Assign(true), COLLEAGUE))
                .containsExactly(new RequestAccepted("r1", "colleague-id"));
    }

    @Test
    void nobody_advises_on_their_own_question() {
        Actor askingAdviser = new Actor(ASKER.id(), true, true);
        assertThatThrownBy(() -> aReceivedRequest().assign(new Assign(false), askingAdviser))
                .isInstanceOf(OwnRequest.class);
        assertThatThrownBy(() -> anAcceptedRequest().conclude(END, askingAdviser))
                .isInstanceOf(OwnRequest.class);
    }

    @Test
    void is_known_to_the_asker_and_the_team_only() {
        AdvisoryRequest request = aReceivedRequest();
        assertThat(List.of(ASKER, ADVISER, COLLEAGUE, PROJECT_LEAD)).allMatch(request::knownTo);
        assertThat(request.knownTo(STRANGER)).isFalse();
        assertThatThrownBy(() -> anAcceptedRequest().reply(REPLY, STRANGER))
                .isInstanceOf(RequestNotFound.class);
        assertThatThrownBy(() -> request.withdraw(STRANGER)).isInstanceOf(RequestNotFound.class);
    }

    @Test
    void each_side_writes_to_the_other() {
        assertThat(anAcceptedRequest().reply(REPLY, ASKER))
                .containsExactly(new ReplyGiven("r1", "y1", Side.ASKER, "adviser-id"));
        assertThat(anAcceptedRequest().reply(REPLY, ADVISER))
                .containsExactly(new ReplyGiven("r1", "y1", Side.ADVISER, "asker-id"));
        assertThat(anAcceptedRequest().reply(REPLY, PROJECT_LEAD))
                .containsExactly(new ReplyGiven("r1", "y1", Side.ADVISER, "asker-id"));
        assertThatThrownBy(() -> anAcceptedRequest().reply(REPLY, COLLEAGUE))
                .isInstanceOf(NotAssigned.class);
    }

    @Test
    void a_reply_is_kept_with_its_words_and_told_without() {
        AdvisoryRequest replied = replied(anAcceptedRequest());
        assertThat(replied.replies())
                .containsExactly(
                        new Reply("y1", Side.ADVISER, "adviser-id", "Wir melden uns.", NOW, "fy1"));
    }

    @Test
    void a_repeated_reply_has_no_effect_and_another_under_its_id_is_refused() {
        AdvisoryRequest replied = replied(anAcceptedRequest());
        assertThat(replied.reply(REPLY, ADVISER)).isEmpty();
        assertThatThrownBy(() -> replied.reply(new GiveReply("y1", "Anders", "f?"), ADVISER))
                .isInstanceOf(CreatedDifferently.class);
    }

    @Test
    void takes_a_limited_number_of_replies() {
        AdvisoryRequest request = anAcceptedRequest();
        for (int i = 0; i < AdvisoryRequest.MAX_REPLIES; i++) {
            GiveReply reply = new GiveReply("y" + i, "Text", "f" + i);
            request =
                    after(
                            request,
                            request.reply(reply, ADVISER),
                            Particulars.of("adviser-id", NOW, "Text", "f" + i));
        }
        AdvisoryRequest full = request;
        assertThatThrownBy(() -> full.reply(new GiveReply("one more", "Text", "f"), ADVISER))
                .isInstanceOf(RequestFull.class);
    }

    @Test
    void the_sum_of_the_effort_equals_its_entries() {
        AdvisoryRequest request = anAcceptedRequest();
        for (int minutes : List.of(1, 90, 1440)) {
            RecordEffort effort =
                    new RecordEffort("e" + minutes, Activity.ON_SITE, minutes, TODAY, "f");
            assertThat(request.recordEffort(effort, ADVISER, TODAY))
                    .containsExactly(
                            new EffortRecorded(
                                    "r1", "e" + minutes, Activity.ON_SITE, minutes, TODAY));
            request =
                    after(
                            request,
                            request.recordEffort(effort, ADVISER, TODAY),
                            new Particulars("adviser-id", NOW, null, null, "f"));
        }
        assertThat(request.effortMinutes()).isEqualTo(1531);
        assertThat(request.efforts().stream().mapToLong(Effort::minutes).sum()).isEqualTo(1531);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2026-11-20, minutes",
        "-5, 2026-11-20, minutes",
        "1441, 2026-11-20, minutes",
        "60, 2026-11-21, on",
        "60, 2023-03-31, on"
    })
    void effort_that_cannot_be_is_refused(int minutes, LocalDate on, String property) {
        RecordEffort effort = new RecordEffort("e", Activity.CONVERSATION, minutes, on, "f");
        assertThatThrownBy(() -> anAcceptedRequest().recordEffort(effort, ADVISER, TODAY))
                .isInstanceOfSatisfying(
                        EffortOutOfBounds.class,
                        refusal -> assertThat(refusal.property()).isEqualTo(property));
    }

    @Test
    void effort_on_the_first_day_of_the_network_is_possible() {
        RecordEffort effort =
                new RecordEffort("e", Activity.FOLLOW_UP, 5, LocalDate.of(2023, 4, 1), "f");
        assertThat(anAcceptedRequest().recordEffort(effort, PROJECT_LEAD, TODAY)).hasSize(1);
    }

    @Test
    void effort_is_recorded_by_who_advises() {
        RecordEffort effort = new RecordEffort("e", Activity.FOLLOW_UP, 5, TODAY, "f");
        assertThatThrownBy(() -> anAcceptedRequest().recordEffort(effort, COLLEAGUE, TODAY))
                .isInstanceOf(NotAssigned.class);
        assertThatThrownBy(() -> anAcceptedRequest().recordEffort(effort, ASKER, TODAY))
                .isInstanceOf(OwnRequest.class);
    }

    @Test
    void is_concluded_with_an_outcome() {
        assertThat(anAcceptedRequest().conclude(END, ADVISER))
                .containsExactly(new RequestConcluded("r1", Outcome.ADVICE_GIVEN));
        assertThat(aConcludedRequest())
                .returns(Status.CONCLUDED, AdvisoryRequest::status)
                .returns(Outcome.ADVICE_GIVEN, AdvisoryRequest::outcome)
                .returns("Alles besprochen.", AdvisoryRequest::conclusion)
                .returns(NOW, AdvisoryRequest::closedAt);
    }

    @Test
    void only_the_asker_withdraws() {
        assertThat(aReceivedRequest().withdraw(ASKER)).containsExactly(new RequestWithdrawn("r1"));
        assertThat(anAcceptedRequest().withdraw(ASKER)).hasSize(1);
        assertThat(aWithdrawnRequest().withdraw(ASKER)).isEmpty();
        assertThatThrownBy(() -> anAcceptedRequest().withdraw(ADVISER))
                .isInstanceOf(OnlyTheAsker.class);
        assertThatThrownBy(() -> aConcludedRequest().withdraw(ASKER))
                .isInstanceOf(RequestClosed.class);
    }

    @Test
    void goes_only_along_the_lifecycle() {
        RecordEffort effort = new RecordEffort("e", Activity.FOLLOW_UP, 5, TODAY, "f");
        assertThatThrownBy(() -> aReceivedRequest().reply(REPLY, ASKER))
                .isInstanceOf(RequestNotAccepted.class);
        assertThatThrownBy(() -> aReceivedRequest().recordEffort(effort, PROJECT_LEAD, TODAY))
                .isInstanceOf(RequestNotAccepted.class);
        assertThatThrownBy(() -> aReceivedRequest().conclude(END, PROJECT_LEAD))
                .isInstanceOf(RequestNotAccepted.class);
        for (AdvisoryRequest closed : List.of(aConcludedRequest(), aWithdrawnRequest())) {
            assertThatThrownBy(() -> closed.assign(new Assign(true), COLLEAGUE))
                    .isInstanceOf(RequestClosed.class);
            assertThatThrownBy(() -> closed.reply(REPLY, ASKER)).isInstanceOf(RequestClosed.class);
            assertThatThrownBy(() -> closed.recordEffort(effort, ADVISER, TODAY))
                    .isInstanceOf(RequestClosed.class);
            assertThatThrownBy(() -> closed.conclude(END, ADVISER))
                    .isInstanceOf(RequestClosed.class);
        }
    }

    @Test
    void of_an_erased_asker_no_word_stays_but_the_facts_do() {
        AdvisoryRequest full = worked(replied(anAcceptedRequest()));
        full =
                after(
                        full,
                        full.reply(new GiveReply("y2", "Danke!", "fy2"), ASKER),
                        Particulars.of(ASKER.id(), NOW, "Danke!", "fy2"));
        full =
                after(
                        full,
                        full.conclude(END, ADVISER),
                        Particulars.of(ADVISER.id(), NOW, END.text(), null));

        AdvisoryRequest erased = full.without(ASKER.id());

        assertThat(erased.toString())
                .doesNotContain(
                        "asker-id",
                        "Welche Indikatoren",
                        "Wie fangen wir an",
                        "Wir melden uns",
                        "Danke",
                        "Alles besprochen",
                        "f1",
                        "fy");
        assertThat(erased)
                .returns("monitoring", AdvisoryRequest::topic)
                .returns("09762", AdvisoryRequest::municipality)
                .returns(Outcome.ADVICE_GIVEN, AdvisoryRequest::outcome)
                .returns(Status.CONCLUDED, AdvisoryRequest::status)
                .returns(45L, AdvisoryRequest::effortMinutes)
                .returns("adviser-id", AdvisoryRequest::adviser);
        assertThat(erased.replies()).extracting(Reply::id).containsExactly("y1", "y2");
        assertThat(erased.concerns(ASKER.id())).isFalse();
        assertThat(full.forget(ASKER.id())).isEmpty();
    }

    @Test
    void an_open_request_of_an_erased_asker_is_withdrawn() {
        assertThat(anAcceptedRequest().forget(ASKER.id()))
                .containsExactly(new RequestWithdrawn("r1"));
        assertThat(aWithdrawnRequest().forget(ASKER.id())).isEmpty();
        assertThat(anAcceptedRequest().forget(ADVISER.id())).isEmpty();
    }

    @Test
    void an_erased_adviser_leaves_the_words_to_the_asker_and_the_work_to_a_colleague() {
        AdvisoryRequest erased = worked(replied(anAcceptedRequest())).without(ADVISER.id());

        assertThat(erased.toString()).doesNotContain("adviser-id");
        assertThat(erased.concerns(ADVISER.id())).isFalse();
        assertThat(erased)
                .returns(Status.RECEIVED, AdvisoryRequest::status)
                .returns(null, AdvisoryRequest::acceptedAt)
                .returns(45L, AdvisoryRequest::effortMinutes);
        assertThat(erased.replies()).extracting(Reply::text).containsExactly("Wir melden uns.");
        assertThat(erased.assign(new Assign(false), COLLEAGUE)).hasSize(1);
        assertThat(aConcludedRequest().without(ADVISER.id()).status()).isEqualTo(Status.CONCLUDED);
    }

    private static AdvisoryRequest replied(AdvisoryRequest request) {
        return after(
                request,
                request.reply(REPLY, ADVISER),
                Particulars.of(ADVISER.id(), NOW, REPLY.text(), REPLY.fingerprint()));
    }

    private static AdvisoryRequest worked(AdvisoryRequest request) {
        RecordEffort effort = new RecordEffort("e1", Activity.CONVERSATION, 45, TODAY, "fe1");
        return after(
                request,
                request.recordEffort(effort, ADVISER, TODAY),
                new Particulars(ADVISER.id(), NOW, null, null, "fe1"));
    }
}
