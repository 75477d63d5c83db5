package de.gemeinsamkommune.newsletter.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.newsletter.edition.Edition.Status;
import de.gemeinsamkommune.newsletter.edition.EditionEvent.EditionReleased;
import de.gemeinsamkommune.newsletter.edition.EditionEvent.EditionSent;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class EditionTest {

    private static final String ID = "4c1e5a1e-7c2d-4b1f-8a52-0d6b8f0b1c22";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<Block> BLOCKS = List.of(Block.text("Editorial", "Guten Tag"));

    private static Edition draft() {
        return Edition.draft("Herbst", BLOCKS, "fingerprint", false, NOW);
    }

    private static Edition released() {
        return draft().apply(draft().release(ID, 12), BLOCKS, NOW);
    }

    @Test
    void a_draft_is_released_with_what_it_shows() {
        EditionReleased event = draft().release(ID, 12);
        List<Block> frozen = List.of(Block.text("Editorial", "frozen"));

        Edition after = draft().apply(event, frozen, NOW);

        assertThat(event).isEqualTo(new EditionReleased(ID, 12));
        assertThat(after.status()).isEqualTo(Status.RELEASED);
        assertThat(after.blocks()).isEqualTo(frozen);
        assertThat(after.release()).isEqualTo(new Edition.Release(NOW, 12));
        assertThat(after.dispatched()).isFalse();
    }

    @Test
    void is_released_only_once() {
        assertThatThrownBy(() -> released().release(ID, 12))
                .isInstanceOf(EditionAlreadyReleased.class);
    }

    @Test
    void is_not_changed_after_the_release() {
        assertThatThrownBy(() -> released().revised("Winter", BLOCKS))
                .isInstanceOf(EditionAlreadyReleased.class);
    }

    @Test
    void an_edition_without_parts_is_not_released() {
        assertThatThrownBy(() -> draft().revised("Leer", List.of()).release(ID, 12))
                .isInstanceOf(EditionEmpty.class);
    }

    @Test
    void is_finished_once_when_every_mail_was_in_the_ledger() {
        assertThat(draft().finish(ID, 1, 0)).isEmpty();
        assertThat(released().finish(ID, 1, 0)).isEmpty();

        Edition dispatched = released().withAllMails();
        List<EditionEvent> events = dispatched.finish(ID, 11, 1);
        Edition sent = dispatched.apply(events.getFirst(), dispatched.blocks(), NOW);

        assertThat(events).containsExactly(new EditionSent(ID, 11, 1));
        assertThat(sent.status()).isEqualTo(Status.SENT);
        assertThat(sent.outcome()).isEqualTo(new Edition.Outcome(11, 1));
        assertThat(sent.finish(ID, 11, 1)).isEmpty();
    }
}
