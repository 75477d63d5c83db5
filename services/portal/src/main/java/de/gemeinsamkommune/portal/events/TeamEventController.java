package de.gemeinsamkommune.portal.events;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The team's work on events: drafts, publication, seats and attendance. */
@Controller
@RequestMapping("/team/veranstaltungen")
@RolesAllowed({Roles.EDITOR, Roles.PROJECT_LEAD})
class TeamEventController {
    private static final String EVENTS = "/api/events/events";
    private static final String EVENT = "/api/events/events/{id}";

    /** The network began on this day. */
    private static final LocalDate BEGINNING = LocalDate.of(2023, 4, 1);

    private static final List<String> LISTS = List.of("kommende", "entwuerfe", "abgesagt", "alle");

    /** The form's fields where the API has other names, or one name for two fields. */
    private static final Map<String, String> FIELDS =
            Map.of(
                    "startsAt", "startDate",
                    "endsAt", "endDate",
                    "registrationClosesAt", "closesDate");

    private final Api api;
    private final Calendar calendar;
    private final Municipalities municipalities;
    private final Names names;
    private final Dates dates;

    TeamEventController(
            Api api, Calendar calendar, Municipalities municipalities, Names names, Dates dates) {
        this.api = api;
        this.calendar = calendar;
        this.municipalities = municipalities;
        this.names = names;
        this.dates = dates;
    }

    /** What is sent to announce or to change. */
    private record Announcement(
            @Nullable String title,
            String description,
            @Nullable String format,
            List<String> topics,
            @Nullable OffsetDateTime startsAt,
            @Nullable OffsetDateTime endsAt,
            @Nullable String venue,
            @Nullable String onlineUrl,
            @Nullable Integer capacity,
            @Nullable String audience,
            @Nullable OffsetDateTime registrationClosesAt) {}

    /** A line of the list of participants. */
    record Participant(Registration registration, String name, String municipality) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "kommende") String liste,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Listing<Event> events =
                switch (liste) {
                    case "entwuerfe" -> calendar.ofState("DRAFT", BEGINNING, cursor);
                    case "abgesagt" -> calendar.ofState("CANCELLED", BEGINNING, cursor);
                    case "alle" -> calendar.ofState("PUBLISHED", BEGINNING, cursor);
                    default -> calendar.ofState("PUBLISHED", null, cursor);
                };
        model.addAttribute("events", events.items());
        model.addAttribute("next", events.next());
        model.addAttribute("lists", LISTS);
        model.addAttribute("list", LISTS.contains(liste) ? liste : LISTS.getFirst());
        model.addAttribute("formats", calendar.formats());
        return "events/team-list";
    }

    @GetMapping("/neu")
    String blank(Model model) {
        LocalDate day = dates.today().plusWeeks(4);
        return editing(
                Form.empty()
                        .set("startDate", day)
                        .set("startTime", "10:00")
                        .set("endDate", day)
                        .set("endTime", "16:00")
                        .set("capacity", 30)
                        .set("audience", "MEMBERS"),
                null,
                model);
    }

    @PostMapping("/neu")
    String create(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        Announcement announcement = read(form);
        if (form.refused()) {
            return editing(form, null, model);
        }
        try {
            Event created = api.post(EVENTS).key(form.key()).body(announcement).as(Event.class);
            after.addFlashAttribute("flash", "flash.event-created");
            after.addAttribute("id", created.id());
            return "redirect:/team/veranstaltungen/{id}";
        } catch (RequestRefused refused) {
            return editing(form.refuse(refused, FIELDS), null, model);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        return page(id, Form.empty(), model);
    }

    @GetMapping("/{id}/bearbeiten")
    String edit(@PathVariable String id, Model model) {
        Answer<Event> read = api.get(EVENT, id).answer(Event.class);
        return editing(fill(read.body()).version(read.etag()), read.body(), model);
    }

    @PostMapping("/{id}/bearbeiten")
    String change(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        Announcement announcement = read(form);
        if (form.refused()) {
            return editing(form, calendar.event(id), model);
        }
        try {
            api.put(EVENT, id).ifMatch(form.etag()).body(announcement).send();
            after.addFlashAttribute("flash", "flash.event-changed");
            return "redirect:/team/veranstaltungen/{id}";
        } catch (RequestRefused refused) {
            Answer<Event> now = api.get(EVENT, id).answer(Event.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                // what was typed stays; sending it again then means it, against the version seen
                model.addAttribute("differences", differences(form, fill(now.body())));
                form.version(now.etag());
            }
            return editing(form.refuse(refused, FIELDS), now.body(), model);
        }
    }

    @GetMapping("/{id}/veroeffentlichen")
    String confirmPublishing(@PathVariable String id, Model model) {
        return confirm(id, "publish", model);
    }

    @PostMapping("/{id}/veroeffentlichen")
    String publish(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        return command(id, "/publication", "flash.event-published", sent, model, after);
    }

    @GetMapping("/{id}/absagen")
    String confirmCancelling(@PathVariable String id, Model model) {
        return confirm(id, "cancel", model);
    }

    @PostMapping("/{id}/absagen")
    String cancel(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        return command(id, "/cancellation", "flash.event-cancelled", sent, model, after);
    }

    @PostMapping("/{id}/teilnahme")
    String attendance(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        form.require("minutes");
        Integer minutes = form.number("minutes");
        if (form.refused() || minutes == null) {
            return page(id, form, model);
        }
        try {
            api.post(
                            EVENT + "/registrations/{registration}/attendance",
                            id,
                            form.value("registration"))
                    .body(Map.of("minutes", minutes))
                    .send();
            after.addFlashAttribute("flash", "flash.attendance-recorded");
            return "redirect:/team/veranstaltungen/{id}";
        } catch (RequestRefused refused) {
            return page(id, form.refuse(refused), model);
        }
    }

    private String command(
            String id,
            String command,
            String flash,
            MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            Api.Call call = api.post(EVENT + command, id).key(form.key()).body(Map.of());
            if (!form.etag().isEmpty()) {
                call.ifMatch(form.etag());
            }
            call.send();
            after.addFlashAttribute("flash", flash);
            return "redirect:/team/veranstaltungen/{id}";
        } catch (RequestRefused refused) {
            return page(id, form.refuse(refused), model);
        }
    }

    private String confirm(String id, String what, Model model) {
        Answer<Event> read = api.get(EVENT, id).answer(Event.class);
        model.addAttribute("event", read.body());
        model.addAttribute("what", what);
        model.addAttribute("form", Form.empty().version(read.etag()));
        return "events/confirm";
    }

    private String page(String id, Form form, Model model) {
        Event event = calendar.event(id);
        List<Registration> registrations = registrations(id);
        Map<String, String> people =
                names.of(
                        registrations.stream()
                                .map(Registration::person)
                                .filter(Objects::nonNull)
                                .toList());
        Map<String, String> places = municipalities.names();
        model.addAttribute("event", event);
        model.addAttribute("formats", calendar.formats());
        model.addAttribute("form", form);
        model.addAttribute(
                "participants",
                registrations.stream()
                        .map(
                                r ->
                                        new Participant(
                                                r,
                                                r.person() == null
                                                        ? ""
                                                        : people.getOrDefault(r.person(), ""),
                                                r.municipality() == null
                                                        ? ""
                                                        : places.getOrDefault(
                                                                r.municipality(),
                                                                r.municipality())))
                        .toList());
        return "events/team-event";
    }

    private List<Registration> registrations(String id) {
        List<Registration> all = new ArrayList<>();
        String cursor = null;
        do {
            Listing<Registration> part =
                    api.get(EVENT + "/registrations", id)
                            .query("size", 200)
                            .query("cursor", cursor)
                            .list(Registration.class);
            all.addAll(part.items());
            cursor = part.next();
        } while (cursor != null && all.size() < 1_000);
        return all;
    }

    private String editing(Form form, @Nullable Event event, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("event", event);
        model.addAttribute("formats", calendar.formats());
        return "events/edit";
    }

    private Form fill(Event event) {
        Form form =
                Form.empty()
                        .set("title", event.title())
                        .set("description", event.description())
                        .set("format", event.format())
                        .set("topics", String.join(", ", event.topics()))
                        .set("startDate", dates.isoDay(event.startsAt()))
                        .set("startTime", dates.isoTime(event.startsAt()))
                        .set("endDate", dates.isoDay(event.endsAt()))
                        .set("endTime", dates.isoTime(event.endsAt()))
                        .set("venue", event.venue())
                        .set("onlineUrl", event.onlineUrl())
                        .set("capacity", event.capacity())
                        .set("audience", event.audience());
        if (event.registrationClosesAt() != null) {
            form.set("closesDate", dates.isoDay(event.registrationClosesAt()))
                    .set("closesTime", dates.isoTime(event.registrationClosesAt()));
        }
        return form;
    }

    private static Announcement read(Form form) {
        form.require("title", "format", "startDate", "startTime", "endDate", "endTime", "capacity");
        return new Announcement(
                form.text("title"),
                Objects.requireNonNullElse(form.text("description"), ""),
                form.text("format"),
                Stream.of(form.value("topics").split("[,;\\s]+"))
                        .filter(topic -> !topic.isBlank())
                        .distinct()
                        .toList(),
                moment(form, "startDate", "startTime", null),
                moment(form, "endDate", "endTime", null),
                form.text("venue"),
                form.text("onlineUrl"),
                form.number("capacity"),
                Objects.requireNonNullElse(form.text("audience"), "MEMBERS"),
                moment(form, "closesDate", "closesTime", LocalTime.of(23, 59)));
    }

    /** A moment from two fields, as the clocks in Bavaria show it. */
    private static @Nullable OffsetDateTime moment(
            Form form, String dateField, String timeField, @Nullable LocalTime otherwise) {
        if (form.text(dateField) == null && form.text(timeField) == null) {
            return null;
        }
        LocalDate date = Dates.day(form.text(dateField)).orElse(null);
        LocalTime time =
                form.text(timeField) == null
                        ? otherwise
                        : Dates.time(form.text(timeField)).orElse(null);
        if (date == null) {
            form.refuse(dateField, "form.date");
        }
        if (time == null) {
            form.refuse(timeField, "form.time");
        }
        return date == null || time == null
                ? null
                : ZonedDateTime.of(date, time, Dates.ZONE).toOffsetDateTime();
    }

    /** What differs between what was typed and what somebody else saved meanwhile. */
    static Map<String, String[]> differences(Form mine, Form theirs) {
        Map<String, String[]> differing = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "title",
                        "description",
                        "format",
                        "topics",
                        "startDate",
                        "startTime",
                        "endDate",
                        "endTime",
                        "venue",
                        "onlineUrl",
                        "capacity",
                        "audience",
                        "closesDate",
                        "closesTime")) {
            if (!mine.value(name).strip().equals(theirs.value(name).strip())) {
                differing.put(name, new String[] {mine.value(name), theirs.value(name)});
            }
        }
        return differing;
    }
}
