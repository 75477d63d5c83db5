package de.gemeinsamkommune.portal.events;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.signin.Viewer;
import de.gemeinsamkommune.portal.signin.Viewers;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Announcements for everybody, registration for those who are signed in. */
@Controller
@RequestMapping("/veranstaltungen")
class EventController {
    private final Api api;
    private final Calendar calendar;
    private final Viewers viewers;
    private final Municipalities municipalities;

    EventController(Api api, Calendar calendar, Viewers viewers, Municipalities municipalities) {
        this.api = api;
        this.calendar = calendar;
        this.viewers = viewers;
        this.municipalities = municipalities;
    }

    @GetMapping
    @PermitAll
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        Listing<Event> upcoming = calendar.upcoming(cursor);
        model.addAttribute("events", upcoming.items());
        model.addAttribute("next", upcoming.next());
        model.addAttribute("formats", calendar.formats());
        return "events/list";
    }

    @GetMapping("/{id}")
    @PermitAll
    String show(@PathVariable String id, Model model) {
        return page(id, Form.empty(), model);
    }

    @PostMapping("/{id}/anmeldung")
    @RolesAllowed(Roles.ANY_PERSON)
    String register(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            Registration registration =
                    api.post("/api/events/events/{id}/registrations", id)
                            .query("municipality", form.text("municipality"))
                            .key(form.key())
                            .body(Map.of())
                            .as(Registration.class);
            after.addFlashAttribute(
                    "flash", registration.confirmed() ? "flash.registered" : "flash.waiting");
            return "redirect:/veranstaltungen/{id}";
        } catch (RequestRefused refused) {
            return page(id, form.refuse(refused), model);
        }
    }

    /** Asks once more before the seat goes to somebody else. */
    @GetMapping("/{id}/abmeldung")
    @RolesAllowed(Roles.ANY_PERSON)
    String confirmCancelling(@PathVariable String id, Model model) {
        Optional<Registration> mine = calendar.mine(id);
        if (mine.isEmpty()) {
            return "redirect:/veranstaltungen/{id}";
        }
        model.addAttribute("event", calendar.event(id));
        model.addAttribute("registration", mine.get());
        model.addAttribute("form", Form.empty());
        return "events/cancel-registration";
    }

    @PostMapping("/{id}/abmeldung")
    @RolesAllowed(Roles.ANY_PERSON)
    String cancel(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            calendar.mine(id)
                    .ifPresent(
                            mine ->
                                    api.post(
                                                    "/api/events/events/{id}/registrations/{r}/cancellation",
                                                    id,
                                                    mine.id())
                                            .key(form.key())
                                            .body(Map.of())
                                            .send());
            after.addFlashAttribute("flash", "flash.registration-cancelled");
            return "redirect:/veranstaltungen/{id}";
        } catch (RequestRefused refused) {
            return page(id, form.refuse(refused), model);
        }
    }

    private String page(String id, Form form, Model model) {
        Event event = calendar.event(id);
        Optional<Viewer> viewer = viewers.current();
        boolean signedIn = viewer.isPresent();
        List<String> own = viewer.map(Viewer::municipalities).orElse(List.of());
        model.addAttribute("municipalities", own.size() > 1 ? municipalities.names(own) : Map.of());
        model.addAttribute("event", event);
        model.addAttribute("formats", calendar.formats());
        model.addAttribute("form", form);
        model.addAttribute(
                "registration",
                signedIn ? api.attempt(() -> calendar.mine(id)).flatMap(m -> m) : Optional.empty());
        return "events/event";
    }
}
