package de.gemeinsamkommune.events.announcement;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.ETags;
import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.Moments;
import de.gemeinsamkommune.defaults.Page;
import de.gemeinsamkommune.defaults.PageQuery;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.events.format.EventFormats;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Shows events to everybody, and lets the team announce them. */
@RestController
@RequestMapping("/api/events/events")
final class AnnouncementController {

    private final Events events;
    private final Announcing announcing;
    private final SeatHolders seatHolders;
    private final EventFormats formats;
    private final Clock clock;

    AnnouncementController(
            Events events,
            Announcing announcing,
            SeatHolders seatHolders,
            EventFormats formats,
            Clock clock) {
        this.events = events;
        this.announcing = announcing;
        this.seatHolders = seatHolders;
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * Lists events by their start, those that are not over when nothing else is asked for.
     *
     * @param from ISO 8601 day, or time with offset: only events that end later
     * @param status published ones when absent; drafts are for the team
     */
    @GetMapping
    @PermitAll
    Page<EventView> list(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable EventStatus status,
            PageQuery query,
            @Nullable Caller caller) {
        EventStatus wanted = status == null ? EventStatus.PUBLISHED : status;
        if (wanted == EventStatus.DRAFT && !isTeam(caller)) {
            throw Problems.forbidden();
        }
        Instant now = clock.instant();
        Instant earliest = from == null ? now : moment(from);
        Cursor cursor = query.cursor();
        List<Event> found =
                cursor == null
                        ? events.list(wanted, earliest, null, null, query.limit())
                        : events.list(
                                wanted, earliest, cursor.instant(0), cursor.key(1), query.limit());
        return Page.of(
                found,
                query,
                event -> Cursor.after(event.announcement().startsAt().toString(), event.id()),
                event -> EventView.forEverybody(event, now));
    }

    /** Shows an event; a draft to the team only. */
    @GetMapping("/{id}")
    @PermitAll
    ResponseEntity<EventView> show(@PathVariable String id, @Nullable Caller caller) {
        Event event = events.find(id).map(Stored::state).orElseThrow(EventNotFound::new);
        boolean team = isTeam(caller);
        if (event.status() == EventStatus.DRAFT && !team) {
            throw new EventNotFound();
        }
        Instant now = clock.instant();
        boolean participates =
                team || (caller != null && seatHolders.hasSeat(event.id(), caller.id()));
        return answer(
                event,
                participates
                        ? EventView.forParticipants(event, now)
                        : EventView.forEverybody(event, now));
    }

    /** Drafts an event. */
    @PostMapping
    @RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<EventView> draft(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody AnnouncementRequest request,
            Caller caller) {
        IdempotencyKey.Creation creation = IdempotencyKey.of(key, caller, request);
        Event event = drafted(creation, checked(request));
        return ResponseEntity.created(URI.create("/api/events/events/" + event.id()))
                .header(HttpHeaders.ETAG, ETags.of(event.revision()))
                .body(EventView.forParticipants(event, clock.instant()));
    }

    /** Changes an announcement. */
    @PutMapping("/{id}")
    @RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
    ResponseEntity<EventView> change(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody AnnouncementRequest request) {
        long revision = ETags.require(ifMatch);
        return toTeam(announcing.change(id, revision, checked(request)));
    }

    /** Announces an event to everybody. */
    @PostMapping("/{id}/publication")
    @RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
    ResponseEntity<EventView> publish(@PathVariable String id) {
        return toTeam(announcing.publish(id));
    }

    /** Calls an event off, and cancels every live registration. */
    @PostMapping("/{id}/cancellation")
    @RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
    ResponseEntity<EventView> cancel(@PathVariable String id) {
        return toTeam(announcing.cancel(id));
    }

    private Event drafted(IdempotencyKey.Creation creation, Announcement announcement) {
        var before = events.find(creation.id());
        if (before.isPresent()) {
            creation.requireRepeat(before.get().state().fingerprint());
            return before.get().state();
        }
        Event draft =
                Event.draft(creation.id(), announcement, creation.fingerprint(), clock.instant());
        try {
            return events.insert(draft, List.of());
        } catch (AggregateExists sameRequestMeanwhile) {
            Event other =
                    events.find(creation.id())
                            .map(Stored::state)
                            .orElseThrow(() -> sameRequestMeanwhile);
            creation.requireRepeat(other.fingerprint());
            return other;
        }
    }

    private Announcement checked(AnnouncementRequest request) {
        Announcement announcement = request.announcement();
        List<Flaw> flaws = announcement.flaws(formats.codes());
        if (!flaws.isEmpty()) {
            throw new InvalidAnnouncement(flaws);
        }
        return announcement;
    }

    private ResponseEntity<EventView> toTeam(Event event) {
        return answer(event, EventView.forParticipants(event, clock.instant()));
    }

    /** The header is set by hand: a 304 would hide that seats were taken meanwhile. */
    private static ResponseEntity<EventView> answer(Event event, EventView view) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ETAG, ETags.of(event.revision()));
        return new ResponseEntity<>(view, headers, HttpStatus.OK);
    }

    private static boolean isTeam(@Nullable Caller caller) {
        return caller != null && caller.hasAnyRole(Roles.EDITOR, Roles.PROJECT_LEAD);
    }

    private static Instant moment(String text) {
        try {
            return text.length() <= "2026-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay(BerlinTime.ZONE).toInstant()
                    // a plus that nobody encoded arrives as a space
                    : Moments.parseInstant(text.replace(' ', '+'));
        } catch (DateTimeException malformed) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "from-malformed");
        }
    }
}
