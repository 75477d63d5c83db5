package de.gemeinsamkommune.newsletter.delivery;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the ledger holds about recipients. */
@Component
public class DeliveryData {

    private final Ledger ledger;

    DeliveryData(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A mail, of which the ledger has neither address nor words. */
    public record Mailed(
            DeliveryKind kind,
            DeliveryState state,
            Instant queuedAt,
            @Nullable Instant settledAt,
            int attempts,
            Map<String, String> about,
            @Nullable String reply,
            @Nullable DeliveryReason reason) {}

    /**
     * {@return the category of the mails to these recipients}
     *
     * @param recipients ids of persons and of subscriptions
     */
    public Category to(Collection<String> recipients) {
        return new Category(
                "mails", "mail", "GDPR 6(1)(f)", "mail-ledger", List.of(), false, of(recipients));
    }

    /**
     * {@return the mails to these recipients, the oldest first}
     *
     * @param recipients ids of persons and of subscriptions
     */
    public List<Mailed> of(Collection<String> recipients) {
        return ledger.to(recipients).stream().map(DeliveryData::mailed).toList();
    }

    private static Mailed mailed(Delivery row) {
        return new Mailed(
                row.kind(),
                row.state(),
                row.queuedAt(),
                row.settledAt(),
                row.attempts(),
                row.about(),
                row.reply(),
                row.reason());
    }
}
