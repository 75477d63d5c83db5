package de.gemeinsamkommune.analytics.figures;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Projection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Objects;

/** Keeps what counts of each request for advice. */
@Component
class AdviceFiguresProjection implements Projection<AdviceFigures> {

    @Override
    public String name() {
        return "advice_figures";
    }

    @Override
    public String topic() {
        return "advisory.request";
    }

    @Override
    public Class<AdviceFigures> type() {
        return AdviceFigures.class;
    }

    @Override
    public @Nullable AdviceFigures apply(@Nullable AdviceFigures before, Message message) {
        AdviceFigures figures = Objects.requireNonNullElse(before, AdviceFigures.NONE);
        return switch (message.type()) {
            case "advisory.request-received.v1" ->
                    figures.forMunicipality(message.read(Received.class).municipality());
            case "advisory.request-accepted.v1" -> figures.taken();
            case "advisory.effort-recorded.v1" ->
                    figures.worked(message.read(Effort.class).minutes());
            case "advisory.request-concluded.v1" -> figures.ended();
            default -> before;
        };
    }

    /** What is read of {@code request-received}. */
    record Received(@Nullable String municipality) {}

    /** What is read of {@code effort-recorded}. */
    record Effort(int minutes) {}
}
