package de.gemeinsamkommune.events.announcement;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Events as tests need them; "now" is noon UTC on a day in May. */
public final class AnEvent {

    public static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
    public static final String ID = "4f0c3a52-6f2b-4d0e-9a44-0d7a3a6f1e01";

    private AnEvent() {}

    /** A network meeting in a week, from 10 to 16 h. */
    public static Announcement announcement(int capacity) {
        return announcement(capacity, NOW.plus(Duration.ofDays(7)));
    }

    public static Announcement announcement(int capacity, Instant startsAt) {
        return new Announcement(
                "Netzwerktreffen",
                "Impuls und *Austausch*",
                "netzwerktreffen",
                List.of("monitoring"),
                startsAt,
                startsAt.plus(Duration.ofHours(6)),
                "München",
                "https://treffen.example/raum",
                capacity,
                Audience.MEMBERS,
                null);
    }

    public static Event draft(int capacity) {
        return Event.draft(ID, announcement(capacity), "fingerprint", NOW);
    }

    public static Event published(int capacity) {
        return published(ID, capacity);
    }

    public static Event published(String id, int capacity) {
        return Event.draft(id, announcement(capacity), "fingerprint", NOW).publish(NOW);
    }
}
