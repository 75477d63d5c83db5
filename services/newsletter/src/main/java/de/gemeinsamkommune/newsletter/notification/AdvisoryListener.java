package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;

import org.springframework.stereotype.Component;

import java.util.Map;

/** Writes to those who take part in a request for advice. */
@Component
class AdvisoryListener {

    private final Ledger ledger;
    private final Circulars circulars;

    AdvisoryListener(Ledger ledger, Circulars circulars) {
        this.ledger = ledger;
        this.circulars = circulars;
    }

    void on(Message message) {
        switch (message.type()) {
            case "advisory.request-received.v1" -> {
                AdvisoryMessage.Received said = message.read(AdvisoryMessage.Received.class);
                order(message, DeliveryKind.ADVISORY_RECEIVED, said.person(), said.request());
            }
            case "advisory.reply-given.v1" -> {
                AdvisoryMessage.Replied said = message.read(AdvisoryMessage.Replied.class);
                if (said.to() != null) {
                    order(message, DeliveryKind.ADVISORY_REPLY, said.to(), said.request());
                }
            }
            case "advisory.request-concluded.v1" ->
                    circulars.take(message, DeliveryKind.ADVISORY_CONCLUDED);
            default -> {}
        }
    }

    private void order(Message message, DeliveryKind kind, String person, String request) {
        ledger.enqueue(
                new Order(kind, message.id(), person, Map.of("request", request), message.time()));
    }
}
