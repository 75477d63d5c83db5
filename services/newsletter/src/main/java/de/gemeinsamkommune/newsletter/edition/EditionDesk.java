package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;
import de.gemeinsamkommune.newsletter.edition.EditionEvent.EditionReleased;
import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.Letterhead;
import de.gemeinsamkommune.newsletter.letter.Markdown;
import de.gemeinsamkommune.newsletter.letter.Pages;
import de.gemeinsamkommune.newsletter.subscription.Subscribers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Carries out what the editors do with editions. */
@Component
public class EditionDesk {

    private static final Logger LOG = LoggerFactory.getLogger(EditionDesk.class);

    private final Editions editions;
    private final EditionLetters letters;
    private final Letterhead letterhead;
    private final Pages pages;
    private final Subscribers subscribers;
    private final Dispatch dispatch;
    private final Ledger ledger;
    private final Clock clock;

    EditionDesk(
            Editions editions,
            EditionLetters letters,
            Letterhead letterhead,
            Pages pages,
            Subscribers subscribers,
            Dispatch dispatch,
            Ledger ledger,
            Clock clock) {
        this.editions = editions;
        this.letters = letters;
        this.letterhead = letterhead;
        this.pages = pages;
        this.subscribers = subscribers;
        this.dispatch = dispatch;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Brings a sample edition, marked as such, unless it is there already. */
    public void addSample(String id, String subject, List<Block> blocks) {
        try {
            editions.store()
                    .insert(
                            id,
                            Edition.draft(subject, blocks, "", true, clock.instant()),
                            List.of());
        } catch (AggregateExists e) {
            LOG.debug("The sample edition is there already");
        }
    }

    /** Drafts an edition; the same request again answers with what the first one made. */
    Stored<Edition> draft(IdempotencyKey.Creation creation, String subject, List<Block> blocks) {
        refuseDeep(blocks);
        try {
            return editions.store()
                    .insert(
                            creation.id(),
                            Edition.draft(
                                    subject,
                                    blocks,
                                    creation.fingerprint(),
                                    false,
                                    clock.instant()),
                            List.of());
        } catch (AggregateExists e) {
            Stored<Edition> existing = found(creation.id());
            creation.requireRepeat(existing.state().fingerprint());
            return existing;
        }
    }

    /**
     * Changes a draft.
     *
     * @param version the version the editor saw
     */
    Stored<Edition> revise(String id, long version, String subject, List<Block> blocks) {
        refuseDeep(blocks);
        Stored<Edition> read = atVersion(id, version);
        return editions.store().update(read, read.state().revised(subject, blocks), List.of());
    }

    /**
     * Releases an edition to all confirmed subscribers of this moment. Releasing it again changes
     * nothing.
     *
     * @param version the version the editor saw
     */
    Stored<Edition> release(String id, long version) {
        Stored<Edition> read = found(id);
        if (read.state().status() != Edition.Status.DRAFT) {
            return read;
        }
        if (read.version() != version) {
            throw new EditionChangedMeanwhile();
        }
        List<Block> frozen = letters.complete(read.state().blocks(), true);
        Instant now = clock.instant();
        EditionReleased released =
                read.state().release(id, Math.toIntExact(subscribers.confirmedBy(now)));
        Stored<Edition> stored =
                editions.store()
                        .update(read, read.state().apply(released, frozen, now), List.of(released));
        dispatch.begin();
        return stored;
    }

    /** Sends the edition as it is to one person of the team. */
    void test(String id, String person) {
        found(id);
        ledger.enqueue(
                new Order(
                        DeliveryKind.EDITION_TEST,
                        id + "|test|" + UUID.randomUUID(),
                        person,
                        Map.of("edition", id),
                        clock.instant()));
    }

    /** The edition as a page, as a subscriber without a name will see it. */
    String preview(String id, Locale locale) {
        Edition edition = found(id).state();
        Letter letter =
                letters.letter(
                        locale,
                        edition.subject(),
                        letters.complete(edition),
                        null,
                        pages.newsletter());
        return letterhead.page(letter);
    }

    Stored<Edition> found(String id) {
        return editions.find(id).orElseThrow(EditionNotFound::new);
    }

    private Stored<Edition> atVersion(String id, long version) {
        Stored<Edition> read = found(id);
        if (read.version() != version) {
            throw new EditionChangedMeanwhile();
        }
        return read;
    }

    /** Rendered once now, so that nothing is accepted that cannot be sent. */
    private static void refuseDeep(List<Block> blocks) {
        for (Block block : blocks) {
            if (block.markdown() != null) {
                Markdown.section(null, block.markdown());
            }
        }
    }
}
