package de.gemeinsamkommune.portal.retention;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of retention of all services: what is due, what goes when, what is postponed. */
@Controller
@RequestMapping("/team/aufbewahrung")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class RetentionController {

    private static final String RULES = "/api/%s/retention";
    private static final String PAGE = "redirect:/team/aufbewahrung/{service}/{rule}";

    /** The services that have rules, in the order of the page. */
    private static final List<String> SERVICES =
            List.of("membership", "events", "advisory", "newsletter");

    private final Api api;
    private final Viewers viewers;
    private final Names names;
    private final Dates dates;

    RetentionController(Api api, Viewers viewers, Names names, Dates dates) {
        this.api = api;
        this.viewers = viewers;
        this.names = names;
        this.dates = dates;
    }

    private record Postponement(
            @Nullable String item, @Nullable LocalDate until, @Nullable String reason) {}

    /** All rules; a service that does not answer is named in their place. */
    @GetMapping
    String list(Model model) {
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        List<String> silent = new ArrayList<>();
        for (String service : SERVICES) {
            Optional<List<Rule>> told =
                    api.attempt(() -> api.get(RULES.formatted(service)).list(Rule.class).items());
            told.ifPresentOrElse(found -> rules.put(service, found), () -> silent.add(service));
        }
        model.addAttribute("rules", rules);
        model.addAttribute("silent", silent);
        model.addAttribute("today", dates.today());
        return "retention/list";
    }

    @GetMapping("/{service}/{rule}")
    String show(@PathVariable String service, @PathVariable String rule, Model model) {
        return page(service, rule, Form.empty(), model);
    }

    /** Postpones the rule or one record. */
    @PostMapping("/{service}/{rule}/aufschub")
    @RolesAllowed(Roles.ADMINISTRATOR)
    String hold(
            @PathVariable String service,
            @PathVariable String rule,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("until", "reason");
        Optional<LocalDate> until = Dates.day(form.value("until"));
        if (until.isEmpty()) {
            form.refuse("until", "form.date");
        }
        if (form.refused()) {
            return page(service, rule, form, model);
        }
        try {
            api.post(rules(service) + "/{rule}/holds", rule)
                    .key(form.key())
                    .body(
                            new Postponement(
                                    form.text("item"), until.orElseThrow(), form.text("reason")))
                    .send();
        } catch (RequestRefused refused) {
            return page(
                    service,
                    rule,
                    form.refuse(refused, Map.of("retention-hold-out-of-bounds", "until")),
                    model);
        }
        after.addFlashAttribute("flash", "flash.retention-held");
        return PAGE;
    }

    /** Ends a hold before its time. */
    @PostMapping("/{service}/{rule}/aufschub/{hold}/ende")
    @RolesAllowed(Roles.ADMINISTRATOR)
    String lift(
            @PathVariable String service,
            @PathVariable String rule,
            @PathVariable String hold,
            Model model,
            RedirectAttributes after) {
        try {
            api.delete(rules(service) + "/{rule}/holds/{hold}", rule, hold).send();
        } catch (RequestRefused refused) {
            return page(service, rule, Form.empty().refuse(refused), model);
        }
        after.addFlashAttribute("flash", "flash.retention-lifted");
        return PAGE;
    }

    @GetMapping("/{service}/{rule}/freigabe")
    @RolesAllowed(Roles.ADMINISTRATOR)
    String confirm(@PathVariable String service, @PathVariable String rule, Model model) {
        return confirming(service, rule, Form.empty(), model);
    }

    /** Has the rule act at once. */
    @PostMapping("/{service}/{rule}/freigabe")
    @RolesAllowed(Roles.ADMINISTRATOR)
    String release(
            @PathVariable String service,
            @PathVariable String rule,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        if (!form.has("sure", "true")) {
            return confirming(service, rule, form.refuse("sure", "form.sure"), model);
        }
        try {
            api.post(rules(service) + "/{rule}/release", rule).body(Map.of()).send();
        } catch (RequestRefused refused) {
            return page(service, rule, Form.empty().refuse(refused), model);
        }
        after.addFlashAttribute("flash", "flash.retention-released");
        return PAGE;
    }

    private String confirming(String service, String code, Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("service", service);
        model.addAttribute("rule", read(service, code));
        return "retention/release";
    }

    private String page(String service, String code, Form form, Model model) {
        Rule rule = read(service, code);
        Map<String, String> items = new LinkedHashMap<>();
        rule.references().forEach(reference -> items.put(reference, reference));
        model.addAttribute("form", form);
        model.addAttribute("service", service);
        model.addAttribute("rule", rule);
        model.addAttribute("items", items);
        model.addAttribute("held", rule.held(dates.today()));
        model.addAttribute("administers", viewers.required().administers());
        model.addAttribute("names", names.of(rule.holds().stream().map(Rule.Hold::by).toList()));
        return "retention/rule";
    }

    private Rule read(String service, String code) {
        return api.get(rules(service)).list(Rule.class).items().stream()
                .filter(rule -> rule.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String rules(String service) {
        if (!SERVICES.contains(service)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return RULES.formatted(service);
    }
}
