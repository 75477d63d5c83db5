package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request for advice with its conversation, the effort it took and its outcome.
 *
 * <p>It goes from {@link Status#RECEIVED} over {@link Status#ACCEPTED} to {@link Status#CONCLUDED},
 * or is {@link Status#WITHDRAWN} on the way. An accepted request always has an asker and exactly
 * one adviser. Only the erasure of its adviser sends it back to received, so that somebody takes it
 * anew.
 *
 * @param id random id (UUID)
 * @param asker id of the person who asked; null after the erasure of that person
 * @param municipality official key of the municipality the advice is for, if any
 * @param topic key of the topic
 * @param subject one line; null after the erasure of the asker
 * @param question what was asked; null after the erasure of the asker
 * @param contactBy how the asker wants to be reached
 * @param status where the request is on its way
 * @param receivedAt when it was asked
 * @param adviser id of the one person who advises, if any
 * @param acceptedAt when that adviser took it
 * @param replies the conversation in order, at most {@value #MAX_REPLIES}
 * @param efforts the work in order of recording, at most {@value #MAX_EFFORTS} entries
 * @param effortMinutes the sum of the minutes of the entries
 * @param outcome what came of it, once concluded
 * @param conclusion the closing words; null before, and after the erasure of the asker
 * @param closedAt when it was concluded or withdrawn
 * @param fingerprint SHA-256 of the body that created it; null after the erasure of the asker
 */
public record AdvisoryRequest(
        String id,
        @Nullable String asker,
        @Nullable String municipality,
        String topic,
        @Nullable String subject,
        @Nullable String question,
        ContactBy contactBy,
        Status status,
        Instant receivedAt,
        @Nullable String adviser,
        @Nullable Instant acceptedAt,
        List<Reply> replies,
        List<Effort> efforts,
        long effortMinutes,
        @Nullable Outcome outcome,
        @Nullable String conclusion,
        @Nullable Instant closedAt,
        @Nullable String fingerprint) {

    /** Longest question, reply or conclusion in characters. */
    public static final int MAX_TEXT = 20_000;

    /** Longest subject in characters. */
    public static final int MAX_SUBJECT = 200;

    /** Most replies of one conversation, so that the document stays far below the store's limit. */
    static final int MAX_REPLIES = 200;

    /** Most entries of effort for one request. */
    static final int MAX_EFFORTS = 500;

    /** Most minutes of one entry: a whole day. */
    public static final int MAX_MINUTES = 1440;

    /** The network began on this day, so no work was done before it. */
    static final LocalDate FIRST_DAY = LocalDate.of(2023, 4, 1);

    /** Where a request is on its way. */
    public enum Status {
        /** Waits for an adviser. */
        RECEIVED,
        /** An adviser works on it. */
        ACCEPTED,
        /** Ended with an outcome. */
        CONCLUDED,
        /** Taken back by the asker. */
        WITHDRAWN;

        boolean closed() {
            return this == CONCLUDED || this == WITHDRAWN;
        }
    }

    /** How the asker wants to be reached. */
    public enum ContactBy {
        PHONE,
        VIDEO,
        ON_SITE,
        EMAIL
    }

    /** Kinds of work. */
    public enum Activity {
        PREPARATION,
        CONVERSATION,
        ON_SITE,
        FOLLOW_UP
    }

    /** What came of the advice. */
    public enum Outcome {
        ADVICE_GIVEN,
        MATERIAL_PROVIDED,
        ACCOMPANIMENT_STARTED,
        REFERRED,
        NO_RESULT
    }

    /** The two sides of the conversation. */
    public enum Side {
        ASKER,
        ADVISER
    }

    /**
     * One contribution to the conversation.
     *
     * @param author person id; null after the erasure of that person or of the asker's side
     * @param text null after the erasure of the asker
     */
    public record Reply(
            String id,
            Side by,
            @Nullable String author,
            @Nullable String text,
            Instant at,
            @Nullable String fingerprint) {

        private Reply withoutWords(boolean anonymous) {
            return new Reply(id, by, anonymous ? null : author, null, at, null);
        }

        private Reply of(String other) {
            return new Reply(id, by, other, text, at, fingerprint);
        }

        private Reply withoutAuthor() {
            return new Reply(id, by, null, text, at, null);
        }
    }

    /**
     * Work done for the request.
     *
     * @param by person id; null after the erasure of that person
     * @param on the day of the work, Europe/Berlin
     */
    public record Effort(
            String id,
            Activity activity,
            int minutes,
            LocalDate on,
            @Nullable String by,
            @Nullable String fingerprint) {

        private Effort of(String other) {
            return new Effort(id, activity, minutes, on, other, fingerprint);
        }

        private Effort withoutPerson() {
            return new Effort(id, activity, minutes, on, null, null);
        }
    }

    /** What asking for advice means: always possible, checked by the caller against the topics. */
    static RequestReceived receive(Ask command, Actor asker) {
        return new RequestReceived(
                command.id(),
                asker.id(),
                command.municipality(),
                command.topic(),
                command.contactBy());
    }

    /** The state after the first event. */
    static AdvisoryRequest of(RequestReceived event, Particulars particulars) {
        return new AdvisoryRequest(
                event.request(),
                event.person(),
                event.municipality(),
                event.topic(),
                particulars.subject(),
                particulars.text(),
                event.contactBy(),
                Status.RECEIVED,
                particulars.at(),
                null,
                null,
                List.of(),
                List.of(),
                0,
                null,
                null,
                null,
                particulars.fingerprint());
    }

    /** Whether the person may know that this request exists: the asker and the team. */
    boolean knownTo(Actor actor) {
        return actor.team() || actor.id().equals(asker);
    }

    /**
     * An adviser takes the request. The adviser who has it already may repeat this without effect.
     *
     * @throws RequestAlreadyAssigned when a colleague has it and it is not to be taken over
     * @throws OwnRequest when the adviser asked it
     * @throws RequestClosed when it has come to its end
     */
    List<AdvisoryRequestEvent> assign(Assign command, Actor actor) {
        requireKnown(actor);
        requireOpen();
        if (actor.id().equals(asker)) {
            throw new OwnRequest(id);
        }
        if (actor.id().equals(adviser)) {
            return List.of();
        }
        if (adviser != null && !command.takeOver()) {
            throw new RequestAlreadyAssigned(id);
        }
        return List.of(new RequestAccepted(id, actor.id()));
    }

    /**
     * The asker writes to the adviser, or the adviser (or the project lead) to the asker.
     *
     * @throws RequestNotAccepted when nobody advises yet
     * @throws RequestClosed when it has come to its end
     * @throws NotAssigned when another adviser has it
     * @throws CreatedDifferently when the id was used with another body
     * @throws RequestFull when the conversation has {@value #MAX_REPLIES} replies
     */
    List<AdvisoryRequestEvent> reply(GiveReply command, Actor actor) {
        requireKnown(actor);
        Optional<Reply> before = replies.stream().filter(r -> r.id.equals(command.id())).findAny();
        if (before.isPresent()) {
            CreatedDifferently.unlessSame(before.get().fingerprint, command.fingerprint());
            return List.of();
        }
        requireAccepted();
        String asking = Objects.requireNonNull(asker);
        String advising = Objects.requireNonNull(adviser);
        if (!actor.id().equals(asking)) {
            requireAdvising(actor);
        }
        if (replies.size() >= MAX_REPLIES) {
            throw new RequestFull(id);
        }
        return List.of(
                actor.id().equals(asking)
                        ? new ReplyGiven(id, command.id(), Side.ASKER, advising)
                        : new ReplyGiven(id, command.id(), Side.ADVISER, asking));
    }

    /**
     * The adviser or the project lead records work.
     *
     * @param today the day in Europe/Berlin
     * @throws EffortOutOfBounds when the minutes or the day cannot be
     * @throws RequestNotAccepted when nobody advises yet
     * @throws RequestClosed when it has come to its end
     * @throws NotAssigned when another adviser has it
     * @throws CreatedDifferently when the id was used with another body
     * @throws RequestFull when there are {@value #MAX_EFFORTS} entries
     */
    List<AdvisoryRequestEvent> recordEffort(RecordEffort command, Actor actor, LocalDate today) {
        requireKnown(actor);
        Optional<Effort> before = efforts.stream().filter(e -> e.id.equals(command.id())).findAny();
        if (before.isPresent()) {
            CreatedDifferently.unlessSame(before.get().fingerprint, command.fingerprint());
            return List.of();
        }
        requireAccepted();
        requireAdvising(actor);
        if (command.minutes() < 1 || command.minutes() > MAX_MINUTES) {
            throw new EffortOutOfBounds("minutes");
        }
        if (command.on().isBefore(FIRST_DAY) || command.on().isAfter(today)) {
            throw new EffortOutOfBounds("on");
        }
        if (efforts.size() >= MAX_EFFORTS) {
            throw new RequestFull(id);
        }
        return List.of(
                new EffortRecorded(
                        id, command.id(), command.activity(), command.minutes(), command.on()));
    }

    /**
     * The adviser or the project lead ends the advice.
     *
     * @throws RequestNotAccepted when nobody advises yet
     * @throws RequestClosed when it has come to its end already
     * @throws NotAssigned when another adviser has it
     */
    List<AdvisoryRequestEvent> conclude(Conclude command, Actor actor) {
        requireKnown(actor);
        requireAccepted();
        requireAdvising(actor);
        return List.of(new RequestConcluded(id, command.outcome()));
    }

    /**
     * The asker takes the question back; a repeat has no effect.
     *
     * @throws OnlyTheAsker when somebody of the team tries
     * @throws RequestClosed when it was concluded
     */
    List<AdvisoryRequestEvent> withdraw(Actor actor) {
        requireKnown(actor);
        if (!actor.id().equals(asker)) {
            throw new OnlyTheAsker(id);
        }
        if (status == Status.WITHDRAWN) {
            return List.of();
        }
        requireOpen();
        return List.of(new RequestWithdrawn(id));
    }

    /** Nobody is left to advise: an open request of an erased asker is withdrawn. */
    List<AdvisoryRequestEvent> forget(String person) {
        return person.equals(asker) && !status.closed()
                ? List.of(new RequestWithdrawn(id))
                : List.of();
    }

    /** The only place where the state changes, but for erasure. */
    AdvisoryRequest apply(AdvisoryRequestEvent event, Particulars particulars) {
        return switch (event) {
            case RequestReceived received -> of(received, particulars);
            case RequestAccepted(var _, var by) ->
                    with(Status.ACCEPTED, by, particulars.at(), replies, efforts, null, null, null);
            case ReplyGiven(var _, var reply, var side, var _) ->
                    with(
                            status,
                            adviser,
                            acceptedAt,
                            plus(
                                    replies,
                                    new Reply(
                                            reply,
                                            side,
                                            particulars.by(),
                                            particulars.text(),
                                            particulars.at(),
                                            particulars.fingerprint())),
                            efforts,
                            null,
                            null,
                            null);
            case EffortRecorded(var _, var effort, var activity, var minutes, var on) ->
                    with(
                            status,
                            adviser,
                            acceptedAt,
                            replies,
                            plus(
                                    efforts,
                                    new Effort(
                                            effort,
                                            activity,
                                            minutes,
                                            on,
                                            particulars.by(),
                                            particulars.fingerprint())),
                            null,
                            null,
                            null);
            case RequestConcluded(var _, var result) ->
                    with(
                            Status.CONCLUDED,
                            adviser,
                            acceptedAt,
                            replies,
                            efforts,
                            result,
                            particulars.text(),
                            particulars.at());
            case RequestWithdrawn _ ->
                    with(
                            Status.WITHDRAWN,
                            adviser,
                            acceptedAt,
                            replies,
                            efforts,
                            null,
                            null,
                            particulars.at());
        };
    }

    /**
     * The state without the person. Of an asker nothing stays but facts: topic, municipality,
     * outcome, minutes. Of an adviser only the id goes: the words were said for the asker, to whom
     * the conversation belongs; an open request waits for a colleague.
     */
    AdvisoryRequest without(String person) {
        boolean asked = person.equals(asker);
        boolean advised = person.equals(adviser);
        boolean waiting = advised && status == Status.ACCEPTED;
        return new AdvisoryRequest(
                id,
                asked ? null : asker,
                municipality,
                topic,
                asked ? null : subject,
                asked ? null : question,
                contactBy,
                waiting ? Status.RECEIVED : status,
                receivedAt,
                advised ? null : adviser,
                waiting ? null : acceptedAt,
                replies.stream()
                        .map(
                                reply ->
                                        asked
                                                ? reply.withoutWords(person.equals(reply.author))
                                                : person.equals(reply.author)
                                                        ? reply.withoutAuthor()
                                                        : reply)
                        .toList(),
                efforts.stream()
                        .map(effort -> person.equals(effort.by) ? effort.withoutPerson() : effort)
                        .toList(),
                effortMinutes,
                outcome,
                asked ? null : conclusion,
                closedAt,
                asked ? null : fingerprint);
    }

    /** Whether it was concluded or withdrawn before that moment. */
    boolean endedBefore(Instant moment) {
        return status.closed() && closedAt != null && closedAt.isBefore(moment);
    }

    /**
     * The state without any person and any word: municipality, topic, outcome, times and minutes
     * stay.
     */
    AdvisoryRequest anonymous() {
        return new AdvisoryRequest(
                id,
                null,
                municipality,
                topic,
                null,
                null,
                contactBy,
                status,
                receivedAt,
                null,
                acceptedAt,
                replies.stream().map(reply -> reply.withoutWords(true)).toList(),
                efforts.stream().map(Effort::withoutPerson).toList(),
                effortMinutes,
                outcome,
                null,
                closedAt,
                null);
    }

    /**
     * The state with another id of the same person in place of the one no longer used. Nobody
     * advises themselves: an open request that has the person on both sides waits for a colleague.
     */
    AdvisoryRequest merged(String person, String into) {
        String nowAsker = person.equals(asker) ? into : asker;
        String nowAdviser = person.equals(adviser) ? into : adviser;
        boolean waiting =
                status == Status.ACCEPTED && nowAdviser != null && nowAdviser.equals(nowAsker);
        return new AdvisoryRequest(
                id,
                nowAsker,
                municipality,
                topic,
                subject,
                question,
                contactBy,
                waiting ? Status.RECEIVED : status,
                receivedAt,
                waiting ? null : nowAdviser,
                waiting ? null : acceptedAt,
                replies.stream()
                        .map(reply -> person.equals(reply.author) ? reply.of(into) : reply)
                        .toList(),
                efforts.stream()
                        .map(effort -> person.equals(effort.by) ? effort.of(into) : effort)
                        .toList(),
                effortMinutes,
                outcome,
                conclusion,
                closedAt,
                fingerprint);
    }

    /** Whether the person's id stands anywhere in this request. */
    boolean concerns(String person) {
        return person.equals(asker)
                || person.equals(adviser)
                || replies.stream().anyMatch(reply -> person.equals(reply.author))
                || efforts.stream().anyMatch(effort -> person.equals(effort.by));
    }

    private void requireKnown(Actor actor) {
        if (!knownTo(actor)) {
            throw new RequestNotFound(id);
        }
    }

    private void requireOpen() {
        if (status.closed()) {
            throw new RequestClosed(id);
        }
    }

    private void requireAccepted() {
        requireOpen();
        if (status != Status.ACCEPTED) {
            throw new RequestNotAccepted(id);
        }
    }

    private void requireAdvising(Actor actor) {
        if (actor.id().equals(asker)) {
            throw new OwnRequest(id);
        }
        if (!actor.projectLead() && !actor.id().equals(adviser)) {
            throw new NotAssigned(id);
        }
    }

    private AdvisoryRequest with(
            Status status,
            @Nullable String adviser,
            @Nullable Instant acceptedAt,
            List<Reply> replies,
            List<Effort> efforts,
            @Nullable Outcome outcome,
            @Nullable String conclusion,
            @Nullable Instant closedAt) {
        return new AdvisoryRequest(
                id,
                asker,
                municipality,
                topic,
                subject,
                question,
                contactBy,
                status,
                receivedAt,
                adviser,
                acceptedAt,
                replies,
                efforts,
                efforts.stream().mapToLong(Effort::minutes).sum(),
                outcome,
                conclusion,
                closedAt,
                fingerprint);
    }

    private static <T> List<T> plus(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
