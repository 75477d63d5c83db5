package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.events.announcement.BerlinTime;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.EventNotFound;
import de.gemeinsamkommune.events.announcement.EventView;
import de.gemeinsamkommune.events.announcement.Events;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Registers the callers for events, and shows the team who is registered. */
@RestController
@RequestMapping("/api/events")
final class RegistrationController {

    private final RegistrationDesk desk;
    private final MongoRegistrations registrations;
    private final Events events;
    private final Clock clock;

    RegistrationController(
            RegistrationDesk desk, MongoRegistrations registrations, Events events, Clock clock) {
        this.desk = desk;
        this.registrations = registrations;
        this.events = events;
        this.clock = clock;
    }

    /** What a repeated request must say again. */
    private record Said(@Nullable String municipality) {}

    /**
     * One of the caller's registrations.
     *
     * @param id UUID
     * @param event id of the event
     * @param title of the event
     * @param startsAt start of the event
     * @param endsAt end of the event
     * @param eventStatus where the event stands
     * @param status where the registration stands
     * @param position in the waiting list, from 1; only while it waits
     * @param registeredAt when the person registered
     * @param minutes attended; absent when attendance was not recorded
     */
    record OwnRegistration(
            String id,
            String event,
            String title,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            EventView.Status eventStatus,
            RegistrationStatus status,
            @Nullable Long position,
            OffsetDateTime registeredAt,
            @Nullable Integer minutes) {}

    /**
     * Registers the caller; who is registered already gets the same registration again.
     *
     * @param municipality official key of the municipality the person acts for here; to be said by
     *     people who act for several
     */
    @PostMapping("/events/{id}/registrations")
    @RolesAllowed(Roles.ANY_PERSON)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RegistrationView> register(
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String municipality,
            Caller caller) {
        IdempotencyKey.Creation creation = IdempotencyKey.of(key, caller, new Said(municipality));
        Registration registration =
                desk.register(
                        id,
                        new EventCommand.Register(
                                RegistrationId.of(id, caller.id()),
                                caller.id(),
                                !caller.roles().isEmpty(),
                                actingFor(municipality, caller),
                                key == null ? null : creation.id(),
                                creation.fingerprint()));
        return ResponseEntity.created(
                        URI.create(
                                "/api/events/events/" + id + "/registrations/" + registration.id()))
                .body(shown(registration));
    }

    /** Shows a registration to the person and to the team. */
    @GetMapping("/events/{id}/registrations/{registration}")
    @RolesAllowed(Roles.ANY_PERSON)
    RegistrationView show(
            @PathVariable String id, @PathVariable String registration, Caller caller) {
        Registration found =
                registrations.find(id, registration).orElseThrow(RegistrationNotFound::new);
        if (isTeam(caller)) {
            return RegistrationView.forTeam(found, registrations.position(found));
        }
        if (!caller.id().equals(found.person())) {
            throw new RegistrationNotFound();
        }
        return shown(found);
    }

    /** Cancels a registration: people their own, the team any; harmless when repeated. */
    @PostMapping("/events/{id}/registrations/{registration}/cancellation")
    @RolesAllowed(Roles.ANY_PERSON)
    RegistrationView cancel(
            @PathVariable String id, @PathVariable String registration, Caller caller) {
        String by = isTeam(caller) ? null : caller.id();
        return shown(desk.cancelRegistration(id, registration, by));
    }

    /** Lists the registrations for an event in the order of registering. */
    @GetMapping("/events/{id}/registrations")
    @RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
    Page<RegistrationView> list(@PathVariable String id, PageQuery query) {
        if (events.find(id).isEmpty()) {
            throw new EventNotFound();
        }
        Cursor cursor = query.cursor();
        List<Registration> found =
                registrations.of(id, cursor == null ? 0 : place(cursor), query.limit());
        Map<String, Long> positions = positions(found);
        return Page.of(
                found,
                query,
                registration -> Cursor.after(Long.toString(registration.place())),
                registration ->
                        RegistrationView.forTeam(registration, positions.get(registration.id())));
    }

    /** Lists the caller's own registrations, the latest first. */
    @GetMapping("/registrations/mine")
    @RolesAllowed(Roles.ANY_PERSON)
    Page<OwnRegistration> mine(PageQuery query, Caller caller) {
        Cursor cursor = query.cursor();
        List<Registration> found =
                cursor == null
                        ? registrations.ofPerson(caller.id(), null, null, query.limit())
                        : registrations.ofPerson(
                                caller.id(), cursor.instant(0), cursor.key(1), query.limit());
        Map<String, Event> theirEvents =
                events.find(found.stream().map(Registration::event).toList()).stream()
                        .collect(Collectors.toMap(Event::id, Function.identity()));
        List<Registration> known = new ArrayList<>(found);
        known.removeIf(registration -> !theirEvents.containsKey(registration.event()));
        return Page.of(
                known,
                query,
                registration ->
                        Cursor.after(registration.registeredAt().toString(), registration.id()),
                registration -> own(registration, theirEvents));
    }

    private OwnRegistration own(Registration registration, Map<String, Event> theirEvents) {
        Event event = theirEvents.get(registration.event());
        if (event == null) {
            throw new EventNotFound();
        }
        return new OwnRegistration(
                registration.id(),
                event.id(),
                event.announcement().title(),
                BerlinTime.of(event.announcement().startsAt()),
                BerlinTime.of(event.announcement().endsAt()),
                EventView.Status.of(event, clock.instant()),
                registration.status(),
                registrations.position(registration),
                BerlinTime.of(registration.registeredAt()),
                registration.minutes());
    }

    private RegistrationView shown(Registration registration) {
        return RegistrationView.forPerson(registration, registrations.position(registration));
    }

    /** Positions of those who wait: counted for the first one, then going on from there. */
    private Map<String, Long> positions(List<Registration> inOrder) {
        Map<String, Long> positions = new HashMap<>();
        long next = 0;
        for (Registration registration : inOrder) {
            if (registration.status() == RegistrationStatus.WAITING) {
                Long first = next == 0 ? registrations.position(registration) : Long.valueOf(next);
                long position = first == null ? 1 : first;
                positions.put(registration.id(), position);
                next = position + 1;
            }
        }
        return positions;
    }

    private static @Nullable String actingFor(@Nullable String said, Caller caller) {
        if (said != null && !caller.actsFor(said)) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "not-your-municipality");
        }
        if (said != null) {
            return said;
        }
        return caller.municipalities().size() == 1
                ? caller.municipalities().iterator().next()
                : null;
    }

    private static boolean isTeam(Caller caller) {
        return caller.hasAnyRole(Roles.EDITOR, Roles.PROJECT_LEAD);
    }

    private static long place(Cursor cursor) {
        try {
            return Long.parseLong(cursor.key(0));
        } catch (NumberFormatException notOurs) {
            throw Cursor.malformed();
        }
    }
}
