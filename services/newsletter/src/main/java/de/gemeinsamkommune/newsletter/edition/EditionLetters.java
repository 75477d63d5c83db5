package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.Markdown;
import de.gemeinsamkommune.newsletter.letter.Pages;
import de.gemeinsamkommune.newsletter.letter.Wording;
import de.gemeinsamkommune.newsletter.peer.Events;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes editions as letters. */
@Component
class EditionLetters {

    private final Events events;
    private final Wording wording;
    private final Pages pages;

    EditionLetters(Events events, Wording wording, Pages pages) {
        this.events = events;
        this.wording = wording;
        this.pages = pages;
    }

    /**
     * The parts with all they show, as it is now.
     *
     * @param announced whether only events will do that are announced to everybody
     * @throws EditionEventNotFound when an event does not exist or will not do
     * @throws de.gemeinsamkommune.newsletter.peer.PeerUnavailable when events does not answer
     */
    List<Block> complete(List<Block> blocks, boolean announced) {
        return blocks.stream().map(block -> complete(block, announced)).toList();
    }

    private Block complete(Block block, boolean announced) {
        if (block.event() == null) {
            return block;
        }
        return block.with(
                events.find(block.event())
                        .filter(event -> !announced || event.isAnnounced())
                        .map(Block.Details::of)
                        .orElseThrow(EditionEventNotFound::new));
    }

    /** The parts of an edition with all they show: as frozen at its release, else as it is now. */
    List<Block> complete(Edition edition) {
        return edition.status() == Edition.Status.DRAFT
                ? complete(edition.blocks(), false)
                : edition.blocks();
    }

    /**
     * The letter to one reader.
     *
     * @param subject subject of the mail
     * @param blocks parts with all they show
     * @param name the reader's name, if known
     * @param unsubscribe page that ends the subscription
     */
    Letter letter(
            Locale locale,
            String subject,
            List<Block> blocks,
            @Nullable String name,
            URI unsubscribe) {
        return new Letter(
                locale,
                subject,
                wording.greeting(locale, name),
                blocks.stream().map(block -> section(locale, block)).toList(),
                null,
                wording.text(locale, "reason.edition"),
                unsubscribe);
    }

    private Letter.Section section(Locale locale, Block block) {
        return switch (block.kind()) {
            case TEXT ->
                    Markdown.section(
                            block.heading(), Objects.requireNonNullElse(block.markdown(), ""));
            case EVENT -> {
                Block.Details event = Objects.requireNonNull(block.details());
                List<String> lines = new ArrayList<>();
                lines.add(
                        wording.text(
                                locale,
                                "edition.event.when",
                                wording.span(
                                        locale,
                                        event.startsAt().atZone(ZoneOffset.UTC),
                                        event.endsAt().atZone(ZoneOffset.UTC))));
                if (event.venue() != null) {
                    lines.add(wording.text(locale, "edition.event.where", event.venue()));
                }
                yield Markdown.entry(
                        event.title(),
                        lines,
                        wording.text(locale, "edition.event.link"),
                        pages.event(Objects.requireNonNull(block.event())));
            }
        };
    }
}
