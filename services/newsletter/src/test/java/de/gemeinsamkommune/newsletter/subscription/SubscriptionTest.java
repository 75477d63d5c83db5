package de.gemeinsamkommune.newsletter.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.EndReason;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.SubscriptionConfirmed;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.SubscriptionEnded;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class SubscriptionTest {

    private static final String ID = "7a0f6f0e-0c39-4e35-9d6f-8f1c0b8f4a11";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static Subscription.Subscriber amira() {
        return new Subscription.Subscriber(
                "Amira@kommune.example", "amira@kommune.example", "Amira Haddad", "de");
    }

    private static Consent consentAt(Instant at) {
        return new Consent("Ja", "1", "http://form", at, null, null, null, null);
    }

    private static Subscription requested() {
        return Subscription.requested(amira(), consentAt(NOW));
    }

    private static Subscription confirmed() {
        Subscription pending = requested().withToken("token", "mail");
        return pending.apply(pending.confirm(ID, "token", NOW, null).getFirst(), "token", NOW);
    }

    @Test
    void is_confirmed_by_the_token_of_the_mail() {
        Subscription pending = requested().withToken("token", "mail-1");

        List<SubscriptionEvent> events = pending.confirm(ID, "token", NOW, "person-1");
        Subscription after = pending.apply(events.getFirst(), "token", NOW.plusSeconds(5));

        assertThat(events)
                .containsExactly(new SubscriptionConfirmed(ID, List.of("network"), "person-1"));
        assertThat(after.status()).isEqualTo(Status.CONFIRMED);
        assertThat(after.person()).isEqualTo("person-1");
        assertThat(after.consent().confirmationMail()).isEqualTo("mail-1");
        assertThat(after.consent().confirmedAt()).isEqualTo(NOW.plusSeconds(5));
        assertThat(after.consent().tokenHash()).isEqualTo(Secret.hash("token")).hasSize(64);
    }

    @Test
    void keeps_only_the_hash_of_a_token() {
        Subscription pending = requested().withToken("token", "mail");

        assertThat(pending.request().tokens()).containsExactly(Secret.hash("token"));
    }

    @Test
    void is_confirmed_only_once() {
        assertThatThrownBy(() -> confirmed().confirm(ID, "token", NOW, null))
                .isInstanceOf(ConfirmationNotPossible.class);
    }

    @Test
    void is_not_confirmed_by_another_token() {
        Subscription pending = requested().withToken("token", "mail");

        assertThatThrownBy(() -> pending.confirm(ID, "other", NOW, null))
                .isInstanceOf(ConfirmationNotPossible.class);
    }

    @Test
    void is_not_confirmed_after_72_hours() {
        Subscription pending = requested().withToken("token", "mail");
        Instant late = NOW.plus(Duration.ofHours(72));

        assertThat(pending.confirm(ID, "token", late.minusMillis(1), null)).hasSize(1);
        assertThatThrownBy(() -> pending.confirm(ID, "token", late, null))
                .isInstanceOf(ConfirmationNotPossible.class);
        assertThat(pending.hasExpired(late)).isTrue();
        assertThat(confirmed().hasExpired(late)).isFalse();
    }

    @Test
    void keeps_the_last_three_tokens_good() {
        Subscription pending =
                requested()
                        .withToken("1", "mail")
                        .withToken("2", "mail")
                        .withToken("3", "mail")
                        .withToken("4", "mail");

        assertThatThrownBy(() -> pending.confirm(ID, "1", NOW, null))
                .isInstanceOf(ConfirmationNotPossible.class);
        assertThat(pending.confirm(ID, "2", NOW, null)).hasSize(1);
    }

    @Test
    void sends_no_other_mail_within_five_minutes() {
        Subscription again =
                requested().requestedAgain(amira(), consentAt(NOW.plus(Duration.ofMinutes(4))));

        assertThat(again.request().mails()).isEqualTo(1);
    }

    @Test
    void sends_at_most_five_mails_to_an_address_that_never_answers() {
        Subscription pending = requested();
        for (int hour = 1; hour <= 20; hour++) {
            Instant at = NOW.plus(Duration.ofHours(hour));
            pending = pending.requestedAgain(amira(), consentAt(at));
        }

        assertThat(pending.request().mails()).isEqualTo(5);
        assertThat(pending.request().at()).isEqualTo(NOW.plus(Duration.ofHours(4)));
    }

    @Test
    void a_repeated_request_keeps_earlier_tokens_good() {
        Subscription pending =
                requested()
                        .withToken("first", "mail")
                        .requestedAgain(amira(), consentAt(NOW.plus(Duration.ofHours(1))));

        assertThat(pending.confirm(ID, "first", NOW.plus(Duration.ofHours(2)), null)).hasSize(1);
    }

    @Test
    void unsubscribing_removes_address_and_name_and_keeps_the_evidence() {
        Subscription confirmed = confirmed();

        List<SubscriptionEvent> events = confirmed.end(ID, EndReason.UNSUBSCRIBED);
        Subscription ended = confirmed.apply(events.getFirst(), "", NOW.plusSeconds(9));

        assertThat(events).containsExactly(new SubscriptionEnded(ID, EndReason.UNSUBSCRIBED));
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.subscriber()).isNull();
        assertThat(ended.ending())
                .isEqualTo(new Subscription.Ending(NOW.plusSeconds(9), EndReason.UNSUBSCRIBED));
        assertThat(ended.consent().text()).isEqualTo("Ja");
        assertThat(ended.consent().addressHash()).isEqualTo(Secret.hash("amira@kommune.example"));
    }

    @Test
    void unsubscribing_again_changes_nothing() {
        Subscription ended =
                confirmed().apply(new SubscriptionEnded(ID, EndReason.UNSUBSCRIBED), "", NOW);

        assertThat(ended.end(ID, EndReason.UNSUBSCRIBED)).isEmpty();
        assertThat(requested().end(ID, EndReason.UNSUBSCRIBED)).isEmpty();
    }

    @Test
    void erasing_leaves_no_evidence() {
        Subscription erased =
                confirmed().apply(new SubscriptionEnded(ID, EndReason.ERASED), "", NOW);

        assertThat(erased.subscriber()).isNull();
        assertThat(erased.consent()).isNull();
    }

    @Test
    void has_an_unsubscribe_token_of_its_own_from_the_start() {
        assertThat(requested().unsubscribeToken()).hasSize(Secret.LENGTH);
        assertThat(requested().unsubscribeToken()).isNotEqualTo(requested().unsubscribeToken());
        assertThat(confirmed().unsubscribeToken()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void never_shows_the_subscriber() {
        assertThat(confirmed().toString()).doesNotContain("amira").doesNotContain("Haddad");
        assertThat(amira().toString()).isEqualTo("Subscriber[]");
    }
}
