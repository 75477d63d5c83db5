package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;

import org.springframework.stereotype.Component;

import java.util.Map;

/** Writes to people who applied for their municipality. */
@Component
class ApplicationListener {

    private final Ledger ledger;

    ApplicationListener(Ledger ledger) {
        this.ledger = ledger;
    }

    void on(Message message) {
        switch (message.type()) {
            case "membership.application-received.v1" ->
                    order(DeliveryKind.APPLICATION_RECEIVED, message);
            case "membership.application-approved.v1" ->
                    order(DeliveryKind.APPLICATION_APPROVED, message);
            case "membership.application-declined.v1" ->
                    order(DeliveryKind.APPLICATION_DECLINED, message);
            default -> {
                // of what the applicant did nobody needs to tell them
            }
        }
    }

    private void order(DeliveryKind kind, Message message) {
        ledger.enqueue(
                new Order(
                        kind,
                        message.id(),
                        message.read(Applied.class).application(),
                        Map.of(),
                        message.time()));
    }

    record Applied(String application) {}
}
