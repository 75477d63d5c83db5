package de.gemeinsamkommune.portal.advice;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.signin.Viewer;
import de.gemeinsamkommune.portal.signin.Viewers;

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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Asking for advice, and the board of those who give it. */
@Controller
@RequestMapping("/beratung")
@RolesAllowed(Roles.ANY_PERSON)
class AdviceController {
    private static final String REQUESTS = "/api/advisory/requests";
    private static final String REQUEST = "/api/advisory/requests/{id}";
    private static final Set<String> STATES =
            Set.of("RECEIVED", "ACCEPTED", "CONCLUDED", "WITHDRAWN");

    private final Api api;
    private final Viewers viewers;
    private final Municipalities municipalities;
    private final Names names;
    private final Choices choices;
    private final Dates dates;

    AdviceController(
            Api api,
            Viewers viewers,
            Municipalities municipalities,
            Names names,
            Choices choices,
            Dates dates) {
        this.api = api;
        this.viewers = viewers;
        this.municipalities = municipalities;
        this.names = names;
        this.choices = choices;
        this.dates = dates;
    }

    private record Topic(String key, String name) {}

    private record Question(
            @Nullable String topic,
            @Nullable String subject,
            @Nullable String question,
            @Nullable String contactBy,
            @Nullable String municipality) {}

    private record Work(@Nullable String activity, @Nullable Integer minutes, String on) {}

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Viewer viewer = viewers.required();
        String wanted = status != null && STATES.contains(status) ? status : null;
        Listing<AdviceRequest> requests =
                api.get(REQUESTS)
                        .query("status", wanted)
                        .query("cursor", cursor)
                        .list(AdviceRequest.class);
        model.addAttribute("requests", requests.items());
        model.addAttribute("next", requests.next());
        model.addAttribute("status", wanted);
        model.addAttribute("topics", topics());
        model.addAttribute("board", viewer.advises());
        model.addAttribute("me", viewer.id());
        if (viewer.advises()) {
            model.addAttribute("municipalities", municipalities.names());
            model.addAttribute(
                    "names",
                    names.of(
                            requests.items().stream()
                                    .flatMap(r -> Stream.of(r.asker(), r.adviser()))
                                    .filter(Objects::nonNull)
                                    .toList()));
        }
        return "advice/list";
    }

    @GetMapping("/neu")
    String blank(@RequestParam(required = false) @Nullable String thema, Model model) {
        return asking(Form.empty().set("topic", thema).set("contactBy", "PHONE"), model);
    }

    @PostMapping("/neu")
    String ask(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("topic", "subject", "question", "contactBy");
        List<String> own = viewers.required().municipalities();
        if (own.size() > 1) {
            form.require("municipality");
        }
        if (form.refused()) {
            return asking(form, model);
        }
        try {
            AdviceRequest asked =
                    api.post(REQUESTS)
                            .key(form.key())
                            .body(
                                    new Question(
                                            form.text("topic"),
                                            form.text("subject"),
                                            form.text("question"),
                                            form.text("contactBy"),
                                            own.size() > 1
                                                    ? form.text("municipality")
                                                    : own.stream().findFirst().orElse(null)))
                            .as(AdviceRequest.class);
            after.addFlashAttribute("flash", "flash.advice-asked");
            after.addAttribute("id", asked.id());
            return "redirect:/beratung/{id}";
        } catch (RequestRefused refused) {
            return asking(form.refuse(refused), model);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        return page(id, "", Form.empty(), model);
    }

    @PostMapping("/{id}/antwort")
    String reply(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("reply");
        if (form.refused()) {
            return page(id, "reply", form, model);
        }
        try {
            api.post(REQUEST + "/replies", id)
                    .key(form.key())
                    .body(Map.of("text", Objects.requireNonNull(form.text("reply"))))
                    .send();
            after.addFlashAttribute("flash", "flash.reply-sent");
            return "redirect:/beratung/{id}";
        } catch (RequestRefused refused) {
            return page(id, "reply", form.refuse(refused, Map.of("text", "reply")), model);
        }
    }

    @PostMapping("/{id}/annahme")
    @RolesAllowed(Roles.ADVISER)
    String assign(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            api.post(REQUEST + "/assignment", id)
                    .key(form.key())
                    .body(Map.of("takeOver", form.has("takeOver", "true")))
                    .send();
            after.addFlashAttribute("flash", "flash.advice-accepted");
            return "redirect:/beratung/{id}";
        } catch (RequestRefused refused) {
            return page(id, "assignment", form.refuse(refused), model);
        }
    }

    @PostMapping("/{id}/aufwand")
    @RolesAllowed({Roles.ADVISER, Roles.PROJECT_LEAD})
    String effort(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("activity", "minutes", "on");
        Integer minutes = form.number("minutes");
        if (form.text("on") != null && Dates.day(form.text("on")).isEmpty()) {
            form.refuse("on", "form.date");
        }
        if (form.refused()) {
            return page(id, "effort", form, model);
        }
        try {
            api.post(REQUEST + "/efforts", id)
                    .key(form.key())
                    .body(
                            new Work(
                                    form.text("activity"),
                                    minutes,
                                    Objects.requireNonNull(form.text("on"))))
                    .send();
            after.addFlashAttribute("flash", "flash.effort-recorded");
            return "redirect:/beratung/{id}";
        } catch (RequestRefused refused) {
            return page(
                    id,
                    "effort",
                    form.refuse(refused, Map.of("effort-out-of-bounds", "minutes")),
                    model);
        }
    }

    @PostMapping("/{id}/abschluss")
    @RolesAllowed({Roles.ADVISER, Roles.PROJECT_LEAD})
    String conclude(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("outcome", "conclusion");
        if (form.refused()) {
            return page(id, "conclusion", form, model);
        }
        try {
            api.post(REQUEST + "/conclusion", id)
                    .key(form.key())
                    .ifMatch(form.etag())
                    .body(
                            Map.of(
                                    "outcome", form.value("outcome"),
                                    "text", Objects.requireNonNull(form.text("conclusion"))))
                    .send();
            after.addFlashAttribute("flash", "flash.advice-concluded");
            return "redirect:/beratung/{id}";
        } catch (RequestRefused refused) {
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                // what happened meanwhile is on the page now; what was typed stays
                form.refuse("conflict.advice");
                form.version(api.get(REQUEST, id).answer(AdviceRequest.class).etag());
                return page(id, "conclusion", form, model);
            }
            return page(
                    id, "conclusion", form.refuse(refused, Map.of("text", "conclusion")), model);
        }
    }

    @GetMapping("/{id}/zuruecknahme")
    String confirmWithdrawal(@PathVariable String id, Model model) {
        model.addAttribute("request", api.get(REQUEST, id).as(AdviceRequest.class));
        model.addAttribute("form", Form.empty());
        return "advice/withdraw";
    }

    @PostMapping("/{id}/zuruecknahme")
    String withdraw(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            api.post(REQUEST + "/withdrawal", id).key(form.key()).body(Map.of()).send();
            after.addFlashAttribute("flash", "flash.advice-withdrawn");
            return "redirect:/beratung/{id}";
        } catch (RequestRefused refused) {
            return page(id, "withdrawal", form.refuse(refused), model);
        }
    }

    private String asking(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("topics", topics());
        model.addAttribute("ways", choices.of("contact", "PHONE", "VIDEO", "ON_SITE", "EMAIL"));
        model.addAttribute(
                "municipalities", municipalities.names(viewers.required().municipalities()));
        return "advice/new";
    }

    /**
     * The page of a request.
     *
     * @param sent which of the page's forms was sent and comes back to be mended; the others are
     *     empty
     */
    private String page(String id, String sent, Form form, Model model) {
        Viewer viewer = viewers.required();
        Answer<AdviceRequest> read = api.get(REQUEST, id).answer(AdviceRequest.class);
        AdviceRequest request = read.body();
        boolean asker = viewer.id().equals(request.asker());
        boolean advising =
                viewer.advises()
                        && !asker
                        && (viewer.id().equals(request.adviser())
                                || viewer.hasAny(Set.of(Roles.PROJECT_LEAD)));
        model.addAttribute("request", request);
        model.addAttribute("topics", topics());
        model.addAttribute("form", form);
        model.addAttribute("asker", asker);
        model.addAttribute("advising", advising);
        model.addAttribute(
                "mayAccept",
                viewer.hasAny(Set.of(Roles.ADVISER))
                        && !asker
                        && request.open()
                        && !viewer.id().equals(request.adviser()));
        model.addAttribute("municipality", municipalities.name(request.municipality()));
        model.addAttribute(
                "names",
                viewer.knowsPeople()
                        ? names.of(
                                Stream.concat(
                                                Stream.of(request.asker(), request.adviser()),
                                                Stream.concat(
                                                        request.replies().stream()
                                                                .map(AdviceRequest.Reply::author),
                                                        request.efforts().stream()
                                                                .map(AdviceRequest.Effort::by)))
                                        .filter(Objects::nonNull)
                                        .toList())
                        : Map.of());
        model.addAttribute("replyForm", sent.equals("reply") ? form : Form.empty());
        model.addAttribute(
                "effortForm",
                sent.equals("effort")
                        ? form
                        : Form.empty().set("on", dates.today()).set("activity", "CONVERSATION"));
        model.addAttribute(
                "conclusionForm",
                sent.equals("conclusion") ? form : Form.empty().version(read.etag()));
        model.addAttribute(
                "activities",
                choices.of("activity", "PREPARATION", "CONVERSATION", "ON_SITE", "FOLLOW_UP"));
        model.addAttribute(
                "outcomes",
                choices.of(
                        "outcome",
                        "ADVICE_GIVEN",
                        "MATERIAL_PROVIDED",
                        "ACCOMPANIMENT_STARTED",
                        "REFERRED",
                        "NO_RESULT"));
        return "advice/request";
    }

    private Map<String, String> topics() {
        Map<String, String> named = new LinkedHashMap<>();
        api.attempt(() -> api.get("/api/advisory/topics").list(Topic.class).items())
                .orElse(List.of())
                .forEach(topic -> named.put(topic.key(), topic.name()));
        return named;
    }
}
