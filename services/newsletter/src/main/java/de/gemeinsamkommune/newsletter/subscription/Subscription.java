package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.EndReason;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.SubscriptionConfirmed;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.SubscriptionEnded;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A subscription of one address to the newsletter: requested, confirmed by a link in a mail, ended.
 *
 * @param status where it stands
 * @param subscriber who gets the editions; gone when ended
 * @param lists codes of the lists
 * @param request the last request and what can confirm it
 * @param consent evidence of the consent; gone when erased
 * @param unsubscribeToken opaque and permanent; whoever has it can end the subscription
 * @param person the person of the network whose address it is, if known
 * @param personOpen whether membership has still to be asked whose address it is
 * @param confirmedAt when it was confirmed
 * @param ending when and why it ended
 */
public record Subscription(
        Status status,
        @Nullable Subscriber subscriber,
        List<String> lists,
        Request request,
        @Nullable Consent consent,
        String unsubscribeToken,
        @Nullable String person,
        boolean personOpen,
        @Nullable Instant confirmedAt,
        @Nullable Ending ending) {

    /** For so long a request can be confirmed; then it is deleted. */
    static final Duration CONFIRMABLE = Duration.ofHours(72);

    /** A repeated request brings no other mail before this has passed. */
    static final Duration MAIL_PAUSE = Duration.ofMinutes(5);

    /** So many confirmation mails at most go to an address that never answers. */
    static final int MOST_MAILS = 5;

    /** So many tokens stay good, in case an earlier mail is the one that arrives. */
    private static final int MOST_TOKENS = 3;

    /** The one list there is today. */
    static final String LIST = "network";

    /** Where a subscription stands. */
    public enum Status {
        /** Waits for the confirmation. */
        PENDING,
        /** Gets the editions. */
        CONFIRMED,
        /** Gets nothing any more. */
        ENDED
    }

    /**
     * Who subscribed.
     *
     * @param address where the mails go
     * @param key the address in lower case, unique among subscriptions that are not ended
     * @param name for the salutation, if given
     * @param locale language tag of the mails
     */
    public record Subscriber(String address, String key, @Nullable String name, String locale) {

        /** Never shows the subscriber. */
        @Override
        public String toString() {
            return "Subscriber[]";
        }
    }

    /**
     * A request to be confirmed.
     *
     * @param at when; it can be confirmed for 72 hours from then
     * @param mails how many confirmation mails were ordered
     * @param tokens SHA-256 of the tokens that can confirm it, newest last
     */
    public record Request(Instant at, int mails, List<String> tokens) {}

    /** When and why a subscription ended. */
    public record Ending(Instant at, EndReason reason) {}

    /** A subscription as it is requested by the form. */
    static Subscription requested(Subscriber subscriber, Consent consent) {
        return new Subscription(
                Status.PENDING,
                subscriber,
                List.of(LIST),
                new Request(consent.requestedAt(), 1, List.of()),
                consent,
                Secret.token(),
                null,
                true,
                null,
                null);
    }

    /**
     * The same request again, before it was confirmed. The evidence becomes that of the last
     * request and another mail is due, unless there were too many, or one just now.
     */
    Subscription requestedAgain(Subscriber again, Consent newConsent) {
        boolean mailAgain =
                request.mails() < MOST_MAILS
                        && !newConsent.requestedAt().isBefore(request.at().plus(MAIL_PAUSE));
        if (!mailAgain) {
            return this;
        }
        Request next = new Request(newConsent.requestedAt(), request.mails() + 1, request.tokens());
        return new Subscription(
                status,
                again,
                lists,
                next,
                newConsent,
                unsubscribeToken,
                person,
                personOpen,
                null,
                null);
    }

    /** Makes a token good for confirming; the oldest ones stop being good. */
    Subscription withToken(String token, String mail) {
        List<String> good = new ArrayList<>(request.tokens());
        good.add(Secret.hash(token));
        List<String> newest = good.subList(Math.max(0, good.size() - MOST_TOKENS), good.size());
        return new Subscription(
                status,
                subscriber,
                lists,
                new Request(request.at(), request.mails(), List.copyOf(newest)),
                consent == null ? null : consent.mailed(mail),
                unsubscribeToken,
                person,
                personOpen,
                confirmedAt,
                ending);
    }

    /** Notes whose address it is, or that it is nobody's. */
    Subscription ofPerson(@Nullable String whose) {
        return new Subscription(
                status,
                subscriber,
                lists,
                request,
                consent,
                unsubscribeToken,
                whose,
                false,
                confirmedAt,
                ending);
    }

    /** Whether the request can no longer be confirmed. */
    boolean hasExpired(Instant now) {
        return status == Status.PENDING && !now.isBefore(request.at().plus(CONFIRMABLE));
    }

    /**
     * Confirms.
     *
     * @param id the subscription's id
     * @param token from the mail
     * @param whose the person of the network whose address it is, if known
     * @throws ConfirmationNotPossible when the token is not (or no longer) good
     */
    List<SubscriptionEvent> confirm(String id, String token, Instant now, @Nullable String whose) {
        if (status != Status.PENDING
                || hasExpired(now)
                || !request.tokens().contains(Secret.hash(token))) {
            throw new ConfirmationNotPossible();
        }
        return List.of(new SubscriptionConfirmed(id, lists, whose));
    }

    /** Ends a confirmed subscription; ending it again changes nothing. */
    List<SubscriptionEvent> end(String id, EndReason reason) {
        return status == Status.CONFIRMED ? List.of(new SubscriptionEnded(id, reason)) : List.of();
    }

    /**
     * The state after what happened.
     *
     * @param token that confirmed, or empty
     * @param at when it happened
     */
    Subscription apply(SubscriptionEvent event, String token, Instant at) {
        return switch (event) {
            case SubscriptionConfirmed(var _, var _, var whose) ->
                    new Subscription(
                            Status.CONFIRMED,
                            subscriber,
                            lists,
                            new Request(request.at(), request.mails(), List.of()),
                            consent == null ? null : consent.confirmed(Secret.hash(token), at),
                            unsubscribeToken,
                            whose,
                            whose == null,
                            at,
                            null);
            case SubscriptionEnded(var _, var reason) ->
                    new Subscription(
                            Status.ENDED,
                            null,
                            lists,
                            new Request(request.at(), request.mails(), List.of()),
                            reason == EndReason.ERASED ? null : evidence(),
                            unsubscribeToken,
                            person,
                            false,
                            confirmedAt,
                            new Ending(at, reason));
        };
    }

    /** Whether it ended before that moment. */
    boolean endedBefore(Instant moment) {
        return status == Status.ENDED && ending != null && ending.at().isBefore(moment);
    }

    /** An ended subscription without the evidence, and without whose it was. */
    Subscription withoutEvidence() {
        return new Subscription(
                status,
                null,
                lists,
                new Request(request.at(), request.mails(), List.of()),
                null,
                unsubscribeToken,
                null,
                false,
                confirmedAt,
                ending);
    }

    private @Nullable Consent evidence() {
        return consent == null || subscriber == null
                ? consent
                : consent.kept(Secret.hash(subscriber.key()));
    }

    /** Never shows the subscriber. */
    @Override
    public String toString() {
        return "Subscription[" + status + "]";
    }
}
