package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;

import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.Map;

/** Writes to people about their registrations. */
@Component
class EventListener {

    private static final Map<String, DeliveryKind> KINDS =
            Map.of(
                    "events.registration-confirmed.v1", DeliveryKind.REGISTRATION_CONFIRMED,
                    "events.registration-waitlisted.v1", DeliveryKind.REGISTRATION_WAITLISTED,
                    "events.registration-promoted.v1", DeliveryKind.REGISTRATION_PROMOTED,
                    "events.registration-cancelled.v1", DeliveryKind.REGISTRATION_CANCELLED);

    private final Ledger ledger;
    private final Circulars circulars;

    EventListener(Ledger ledger, Circulars circulars) {
        this.ledger = ledger;
        this.circulars = circulars;
    }

    void on(Message message) {
        DeliveryKind kind = KINDS.get(message.type());
        if (kind != null) {
            EventMessage.Registration said = message.read(EventMessage.Registration.class);
            Map<String, String> about = new HashMap<>();
            about.put("event", said.event());
            about.put("registration", said.registration());
            if (said.position() != null) {
                about.put("position", said.position().toString());
            }
            ledger.enqueue(new Order(kind, message.id(), said.person(), about, message.time()));
        } else if (message.type().equals("events.event-cancelled.v1")) {
            circulars.take(message, DeliveryKind.EVENT_CANCELLED);
        }
    }
}
