package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.newsletter.edition.EditionEvent.EditionReleased;
import de.gemeinsamkommune.newsletter.edition.EditionEvent.EditionSent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An edition of the newsletter: drafted and revised, released once, sent.
 *
 * @param subject subject of the mails, one line
 * @param blocks its parts in order; after the release with all they show
 * @param status where it stands
 * @param fingerprint of the request that made it
 * @param demo whether it is a sample for trying out
 * @param createdAt when it was drafted
 * @param release when it was released and to how many, if it was
 * @param dispatched whether every recipient's mail is in the ledger
 * @param outcome how many mails were sent and failed, once none is open
 */
public record Edition(
        String subject,
        List<Block> blocks,
        Status status,
        String fingerprint,
        boolean demo,
        Instant createdAt,
        @Nullable Release release,
        boolean dispatched,
        @Nullable Outcome outcome) {

    /** Where an edition stands. */
    public enum Status {
        DRAFT,
        RELEASED,
        SENT
    }

    /** When it was released, and how many confirmed subscriptions there were. */
    public record Release(Instant at, int recipients) {}

    /** How many mails were sent and failed. */
    public record Outcome(int sent, int failed) {}

    static Edition draft(
            String subject, List<Block> blocks, String fingerprint, boolean demo, Instant now) {
        return new Edition(
                subject, blocks, Status.DRAFT, fingerprint, demo, now, null, false, null);
    }

    /**
     * Another subject and other parts.
     *
     * @throws EditionAlreadyReleased when it can no longer be changed
     */
    Edition revised(String newSubject, List<Block> newBlocks) {
        if (status != Status.DRAFT) {
            throw new EditionAlreadyReleased();
        }
        return new Edition(
                newSubject,
                newBlocks,
                status,
                fingerprint,
                demo,
                createdAt,
                release,
                dispatched,
                outcome);
    }

    /**
     * Releases.
     *
     * @throws EditionAlreadyReleased when it was released before
     * @throws EditionEmpty when there is nothing to send
     */
    EditionReleased release(String id, int recipients) {
        if (status != Status.DRAFT) {
            throw new EditionAlreadyReleased();
        }
        if (blocks.isEmpty()) {
            throw new EditionEmpty();
        }
        return new EditionReleased(id, recipients);
    }

    /** Notes that every recipient's mail is in the ledger. */
    Edition withAllMails() {
        return new Edition(
                subject, blocks, status, fingerprint, demo, createdAt, release, true, outcome);
    }

    /** Finishes a dispatched edition; finishing it again changes nothing. */
    List<EditionEvent> finish(String id, int sent, int failed) {
        return status == Status.RELEASED && dispatched
                ? List.of(new EditionSent(id, sent, failed))
                : List.of();
    }

    /**
     * The state after what happened.
     *
     * @param frozen the parts with all they show
     * @param at when it happened
     */
    Edition apply(EditionEvent event, List<Block> frozen, Instant at) {
        return switch (event) {
            case EditionReleased(var _, int recipients) ->
                    new Edition(
                            subject,
                            frozen,
                            Status.RELEASED,
                            fingerprint,
                            demo,
                            createdAt,
                            new Release(at, recipients),
                            false,
                            null);
            case EditionSent(var _, int sent, int failed) ->
                    new Edition(
                            subject,
                            blocks,
                            Status.SENT,
                            fingerprint,
                            demo,
                            createdAt,
                            release,
                            dispatched,
                            new Outcome(sent, failed));
        };
    }
}
