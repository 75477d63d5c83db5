package de.gemeinsamkommune.newsletter.notification;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/**
 * The live registrations for an event: who is to hear when it is called off.
 *
 * @param position the last message taken in
 * @param live person by registration
 */
public record EventRegistrations(Position position, Map<String, String> live) {

    static EventRegistrations after(@Nullable EventRegistrations before, Position position) {
        return new EventRegistrations(position, before == null ? Map.of() : before.live());
    }

    EventRegistrations with(String registration, String person) {
        Map<String, String> more = new TreeMap<>(live);
        more.put(registration, person);
        return new EventRegistrations(position, more);
    }

    EventRegistrations without(String registration) {
        Map<String, String> fewer = new TreeMap<>(live);
        fewer.remove(registration);
        return new EventRegistrations(position, fewer);
    }
}
