package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;

import org.springframework.stereotype.Component;

import java.util.Map;

/** Writes to people who are invited. */
@Component
class PersonListener {

    private final Ledger ledger;

    PersonListener(Ledger ledger) {
        this.ledger = ledger;
    }

    void on(Message message) {
        if (message.type().equals("membership.person-invited.v1")) {
            String person = message.read(Invited.class).person();
            ledger.enqueue(
                    new Order(
                            DeliveryKind.INVITATION,
                            message.id(),
                            person,
                            Map.of(),
                            message.time()));
        }
    }

    record Invited(String person) {}
}
