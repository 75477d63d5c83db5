package de.gemeinsamkommune.analytics.figures;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Projection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** Keeps which newsletter subscriptions are in force. */
@Component
class SubscriptionFiguresProjection implements Projection<SubscriptionFigures> {

    @Override
    public String name() {
        return "subscription_figures";
    }

    @Override
    public String topic() {
        return "newsletter.subscription";
    }

    @Override
    public Class<SubscriptionFigures> type() {
        return SubscriptionFigures.class;
    }

    @Override
    public @Nullable SubscriptionFigures apply(
            @Nullable SubscriptionFigures before, Message message) {
        return switch (message.type()) {
            case "newsletter.subscription-confirmed.v1" ->
                    new SubscriptionFigures(message.read(Confirmed.class).lists());
            case "newsletter.subscription-ended.v1" -> null;
            default -> before;
        };
    }

    /** What is read of {@code subscription-confirmed}. */
    record Confirmed(List<String> lists) {}
}
