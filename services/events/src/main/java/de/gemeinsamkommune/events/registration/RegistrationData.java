package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.events.announcement.Decision;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.Events;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is held about a person in registrations, and in decisions they have not followed yet. */
@Component
class RegistrationData implements PersonalDataSource {

    private static final int PAGE = 500;

    private final MongoRegistrations registrations;
    private final Events events;

    RegistrationData(MongoRegistrations registrations, Events events) {
        this.registrations = registrations;
        this.events = events;
    }

    /** A registration with what it is for. */
    record Registered(
            String id,
            String event,
            @Nullable String title,
            @Nullable Instant startsAt,
            RegistrationStatus status,
            Instant registeredAt,
            @Nullable String municipality,
            long place,
            @Nullable Integer minutes) {}

    /** A decision. */
    record Decided(
            String event,
            Decision.Kind kind,
            Instant at,
            @Nullable String registration,
            @Nullable String municipality,
            @Nullable Integer minutes,
            @Nullable String name) {}

    @Override
    public List<Category> about(String person) {
        // first the decisions: what they lead to meanwhile is then found among the registrations
        List<Decided> decided = decisions(person);
        return List.of(
                category("registrations", "past-registrations", registrations(person)),
                category("registration-decisions", "until-settled", decided));
    }

    private List<Registered> registrations(String person) {
        List<Registered> all = new ArrayList<>();
        List<Registration> page = registrations.ofPerson(person, null, null, PAGE);
        while (!page.isEmpty()) {
            Map<String, Event> known = new HashMap<>();
            events.find(page.stream().map(Registration::event).distinct().toList())
                    .forEach(event -> known.put(event.id(), event));
            page.forEach(one -> all.add(registered(one, known.get(one.event()))));
            Registration last = page.getLast();
            page = registrations.ofPerson(person, last.registeredAt(), last.id(), PAGE);
        }
        return all;
    }

    private static Registered registered(Registration one, @Nullable Event event) {
        return new Registered(
                one.id(),
                one.event(),
                event == null ? null : event.announcement().title(),
                event == null ? null : event.announcement().startsAt(),
                one.status(),
                one.registeredAt(),
                one.municipality(),
                one.place(),
                one.minutes());
    }

    private List<Decided> decisions(String person) {
        List<Decided> all = new ArrayList<>();
        for (Event event : events.find(events.withUnappliedDecisionsAbout(person))) {
            for (Decision decision : event.seats().unapplied()) {
                if (person.equals(decision.person())) {
                    all.add(
                            new Decided(
                                    event.id(),
                                    decision.kind(),
                                    decision.at(),
                                    decision.registration(),
                                    decision.municipality(),
                                    decision.minutes(),
                                    decision.name()));
                }
            }
        }
        return all;
    }

    private static Category category(String code, String retention, List<?> items) {
        return new Category(
                code,
                "event-participation",
                "GDPR 6(1)(b)",
                retention,
                List.of("network-team"),
                true,
                items);
    }
}
