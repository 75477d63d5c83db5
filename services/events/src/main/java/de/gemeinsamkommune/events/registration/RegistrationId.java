package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.defaults.IdempotencyKey;

import java.util.UUID;

/** Ids of registrations: one for each event and person, so that nobody can have two. */
public final class RegistrationId {

    private static final UUID NAMESPACE = UUID.fromString("0b9a0a5c-6f1f-5c62-8f4e-5d0f3b2c7a10");

    private RegistrationId() {}

    /** {@return the id that the registration of this person for this event has or would have} */
    public static String of(String event, String person) {
        return IdempotencyKey.uuid5(NAMESPACE, event + "|" + person).toString();
    }
}
