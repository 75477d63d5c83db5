package de.gemeinsamkommune.portal.joining;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.municipality.AdmissionForm;
import de.gemeinsamkommune.portal.municipality.AdmissionForm.Admission;

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

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applications, for whoever decides on them. */
@Controller
@RequestMapping("/team/antraege")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class ApplicationController {
    private static final String APPLICATIONS = "/api/membership/applications";
    private static final String APPLICATION = APPLICATIONS + "/{id}";
    private static final String OPEN = "RECEIVED";
    private static final Set<String> STATES = Set.of(OPEN, "APPROVED", "DECLINED", "WITHDRAWN");

    private final Api api;
    private final Names names;
    private final Dates dates;
    private final Choices choices;

    ApplicationController(Api api, Names names, Dates dates, Choices choices) {
        this.api = api;
        this.names = names;
        this.dates = dates;
        this.choices = choices;
    }

    /** An application as membership shows it to the team. */
    record Application(
            String id,
            String status,
            @Nullable String municipality,
            @Nullable String unitName,
            boolean official,
            boolean belongs,
            String level,
            @Nullable Applicant applicant,
            Instant receivedAt,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String reason,
            @Nullable String text,
            @Nullable Boolean carriedOut) {}

    /** Who applied. */
    record Applicant(
            String name, String email, String locale, String position, @Nullable String message) {}

    private record Approval(@Nullable String municipality, @Nullable Admission admission) {}

    private record Decline(@Nullable String reason, @Nullable String text) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = OPEN) String status,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String state = STATES.contains(status) ? status : OPEN;
        Listing<Application> page =
                api.get(APPLICATIONS)
                        .query("status", state)
                        .query("cursor", cursor)
                        .list(Application.class);
        model.addAttribute("status", state);
        model.addAttribute("applications", page.items());
        model.addAttribute("next", page.next());
        return "joining/list";
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        Answer<Application> read = api.get(APPLICATION, id).answer(Application.class);
        Form form =
                Form.empty()
                        .set("level", read.body().level())
                        .set("on", dates.today())
                        .version(read.etag());
        return page(form, read.body(), model);
    }

    @PostMapping("/{id}/annahme")
    String approve(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        Application application = api.get(APPLICATION, id).as(Application.class);
        Admission admission = application.belongs() ? null : AdmissionForm.read(form);
        if (form.refused()) {
            return page(form, application, model);
        }
        try {
            api.post(APPLICATION + "/approval", id)
                    .ifMatch(form.etag())
                    .body(new Approval(form.text("key"), admission))
                    .send();
        } catch (RequestRefused refused) {
            return refused(id, form, refused, model);
        }
        after.addFlashAttribute("flash", "flash.application-approved");
        return "redirect:/team/antraege/" + id;
    }

    @PostMapping("/{id}/ablehnung")
    String decline(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("reason", "text");
        if (form.refused()) {
            return page(form, api.get(APPLICATION, id).as(Application.class), model);
        }
        try {
            api.post(APPLICATION + "/decline", id)
                    .ifMatch(form.etag())
                    .body(new Decline(form.text("reason"), form.text("text")))
                    .send();
        } catch (RequestRefused refused) {
            return refused(id, form, refused, model);
        }
        after.addFlashAttribute("flash", "flash.application-declined");
        return "redirect:/team/antraege/" + id;
    }

    private String refused(String id, Form form, RequestRefused refused, Model model) {
        Answer<Application> now = api.get(APPLICATION, id).answer(Application.class);
        if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
            form.version(now.etag());
        }
        Map<String, String> fields = new HashMap<>();
        // here the same fields lie one level deeper
        AdmissionForm.NAMES.forEach(
                (name, field) -> {
                    fields.put(name, field);
                    fields.put("admission/" + name, field);
                });
        return page(form.refuse(refused, fields), now.body(), model);
    }

    private String page(Form form, Application application, Model model) {
        String by = application.decidedBy();
        model.addAttribute("form", form);
        model.addAttribute("applied", application);
        model.addAttribute("decider", by == null ? "" : names.of(List.of(by)).getOrDefault(by, ""));
        model.addAttribute(
                "levels",
                choices.of(
                        "municipality.level", "PARTNER", "MEMBER", "INTERESTED", "EXPERT_PARTNER"));
        model.addAttribute(
                "kinds",
                choices.of(
                        "municipality.kind",
                        "DISTRICT",
                        "INDEPENDENT_CITY",
                        "MUNICIPALITY",
                        "ADMINISTRATIVE_ASSOCIATION",
                        "ASSOCIATION"));
        model.addAttribute(
                "reasons",
                choices.of(
                        "decline",
                        "NOT_ELIGIBLE",
                        "BELONGS_ALREADY",
                        "NOT_AUTHORISED",
                        "NO_CAPACITY",
                        "OTHER"));
        return "joining/application";
    }
}
