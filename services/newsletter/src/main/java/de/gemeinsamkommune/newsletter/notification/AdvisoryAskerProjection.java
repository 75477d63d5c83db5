package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Projection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps who asked, for each request for advice. */
@Component
class AdvisoryAskerProjection implements Projection<AdvisoryAsker> {

    @Override
    public String name() {
        return "advisory_askers";
    }

    @Override
    public String topic() {
        return "advisory.request";
    }

    @Override
    public Class<AdvisoryAsker> type() {
        return AdvisoryAsker.class;
    }

    @Override
    public AdvisoryAsker apply(@Nullable AdvisoryAsker before, Message message) {
        String person =
                message.type().equals("advisory.request-received.v1")
                        ? message.read(AdvisoryMessage.Received.class).person()
                        : before == null ? null : before.person();
        return new AdvisoryAsker(Position.of(message), person);
    }
}
