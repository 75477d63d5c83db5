package de.gemeinsamkommune.events.announcement;

import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class AnnouncementEventContractTest {

    private static final String EVENT = "4f0c3a52-6f2b-4d0e-9a44-0d7a3a6f1e01";

    private static Event event(int capacity) {
        return Event.demo(
                EVENT,
                new Announcement(
                        "Netzwerktreffen Herbst: Zusammenarbeit mit Ehrenamt",
                        "Freitext, der nicht veröffentlicht wird",
                        "netzwerktreffen",
                        List.of("ehrenamt"),
                        Instant.parse("2026-11-19T09:00:00Z"),
                        Instant.parse("2026-11-19T15:00:00Z"),
                        "München",
                        "https://raum.example",
                        capacity,
                        Audience.MEMBERS,
                        null));
    }

    @Test
    void event_published() {
        Contracts.produces(AnnouncementEvent.EventPublished.of(event(60)));
    }

    @Test
    void event_changed() {
        Contracts.produces(AnnouncementEvent.EventChanged.of(event(80)));
    }

    @Test
    void event_cancelled() {
        Contracts.produces(new AnnouncementEvent.EventCancelled(EVENT));
    }
}
