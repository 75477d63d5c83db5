package de.gemeinsamkommune.portal.municipality;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;
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
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which municipalities belong to the network and how, and since when some do not. */
@Controller
@RequestMapping("/team/kommunen")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class UnitController {
    private static final String UNITS = "/api/membership/municipalities";
    private static final String UNIT = UNITS + "/{key}";
    private static final int MOST_PEOPLE = 200;
    private static final List<String> TERMS =
            List.of("level", "on", "contractFrom", "contractTo", "hours");

    /** Names of fields in the history, where the form has other ones. */
    private static final Map<String, String> FIELDS =
            Map.of(
                    "contract/from", "contractFrom",
                    "contract/to", "contractTo",
                    "contract/minutesPerWeek", "hours");

    private final Api api;
    private final Names names;
    private final Dates dates;
    private final Choices choices;

    UnitController(Api api, Names names, Dates dates, Choices choices) {
        this.api = api;
        this.names = names;
        this.dates = dates;
        this.choices = choices;
    }

    /** Somebody who does something for the municipality. */
    record Person(String id, String name, List<String> roles) {

        Person {
            roles = roles == null ? List.of() : List.copyOf(roles);
        }
    }

    /** A field that was changed, as membership tells it. */
    private record Change(
            Instant at, String by, String field, @Nullable String before, @Nullable String after) {}

    /** A line of the history, as it is read. */
    record Line(Instant at, String by, String field, String before, String after) {}

    private record Leaving(@Nullable LocalDate on, @Nullable String reason) {}

    @GetMapping
    String list(@RequestParam(defaultValue = "false") boolean left, Model model) {
        model.addAttribute("left", left);
        model.addAttribute("units", api.get(UNITS).query("left", left).list(Unit.class).items());
        return "municipality/list";
    }

    @GetMapping("/neu")
    String blank(@RequestParam(defaultValue = "") String key, Model model) {
        return admitting(Form.empty().set("key", key).set("on", dates.today()), model);
    }

    @PostMapping("/neu")
    String admit(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        Admission admission = AdmissionForm.read(form);
        String key = form.text("key");
        if (key == null && !form.has("kind", "ASSOCIATION")) {
            form.refuse("key", "form.required");
        }
        if (form.refused()) {
            return admitting(form, model);
        }
        Unit admitted;
        try {
            admitted =
                    (key == null ? api.post(UNITS).key(form.key()) : api.put(UNIT, key))
                            .body(admission)
                            .as(Unit.class);
        } catch (RequestRefused refused) {
            return admitting(form.refuse(refused, AdmissionForm.NAMES), model);
        }
        after.addFlashAttribute("flash", "flash.municipality-admitted");
        return "redirect:/team/kommunen/" + admitted.key();
    }

    @GetMapping("/{key}")
    String show(@PathVariable String key, Model model) {
        Answer<Unit> read = api.get(UNIT, key).answer(Unit.class);
        return editing(fill(read.body()).version(read.etag()), read.body(), model);
    }

    /** Changes how a municipality belongs, or takes one back that left. */
    @PostMapping("/{key}")
    String change(
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        Admission admission = AdmissionForm.read(form);
        if (form.refused()) {
            return editing(form, api.get(UNIT, key).as(Unit.class), model);
        }
        try {
            api.put(UNIT, key).ifMatch(form.etag()).body(admission).send();
        } catch (RequestRefused refused) {
            Answer<Unit> now = api.get(UNIT, key).answer(Unit.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                // what was typed stays; sending it again then means it, against the version seen
                model.addAttribute("differences", differences(form, fill(now.body())));
                form.version(now.etag());
            }
            return editing(form.refuse(refused, AdmissionForm.NAMES), now.body(), model);
        }
        after.addFlashAttribute("flash", "flash.municipality-changed");
        return "redirect:/team/kommunen/" + key;
    }

    @GetMapping("/{key}/austritt")
    String ask(@PathVariable String key, Model model) {
        Answer<Unit> read = api.get(UNIT, key).answer(Unit.class);
        return leaving(
                Form.empty().set("on", dates.today()).version(read.etag()), read.body(), model);
    }

    @PostMapping("/{key}/austritt")
    String leave(
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("on", "reason");
        Optional<LocalDate> on = Dates.day(form.value("on"));
        if (on.isEmpty()) {
            form.refuse("on", "form.date");
        }
        if (!form.has("sure", "true")) {
            form.refuse("sure", "form.sure");
        }
        if (form.refused()) {
            return leaving(form, api.get(UNIT, key).as(Unit.class), model);
        }
        try {
            api.post(UNIT + "/leaving", key)
                    .ifMatch(form.etag())
                    .body(new Leaving(on.orElse(null), form.text("reason")))
                    .send();
        } catch (RequestRefused refused) {
            Answer<Unit> now = api.get(UNIT, key).answer(Unit.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                form.version(now.etag());
            }
            return leaving(form.refuse(refused, Map.of()), now.body(), model);
        }
        after.addFlashAttribute("flash", "flash.municipality-left");
        return "redirect:/team/kommunen/" + key;
    }

    private static Form fill(Unit unit) {
        boolean belongs = unit.leftOn() == null;
        Unit.Contract contract = belongs ? unit.contract() : null;
        return Form.empty()
                .set("level", unit.level())
                .set("on", belongs ? unit.levelSince() : null)
                .set("contractFrom", contract == null ? null : contract.from())
                .set("contractTo", contract == null ? null : contract.to())
                .set("hours", contract == null ? null : Hours.of(contract.minutesPerWeek()));
    }

    private Map<String, String[]> differences(Form mine, Form theirs) {
        Map<String, String[]> differing = new LinkedHashMap<>();
        for (String name : TERMS) {
            if (!mine.value(name).strip().equals(theirs.value(name).strip())) {
                differing.put(
                        name,
                        new String[] {
                            shown(name, mine.value(name)), shown(name, theirs.value(name))
                        });
            }
        }
        return differing;
    }

    private String admitting(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("levels", levels());
        model.addAttribute("kinds", kinds());
        return "municipality/new";
    }

    private String editing(Form form, Unit unit, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("unit", unit);
        model.addAttribute("levels", levels());
        model.addAttribute("people", people(unit.key()));
        model.addAttribute("history", history(unit.key()));
        return "municipality/unit";
    }

    private String leaving(Form form, Unit unit, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("unit", unit);
        model.addAttribute("people", people(unit.key()));
        model.addAttribute(
                "reasons",
                choices.of("leaving", "CONTRACT_ENDED", "OWN_WISH", "DISSOLVED", "OTHER"));
        return "municipality/leave";
    }

    private List<Person> people(String key) {
        Listing<Person> page =
                api.get("/api/membership/people")
                        .query("municipality", key)
                        .query("size", MOST_PEOPLE)
                        .list(Person.class);
        return page.items();
    }

    private Map<String, String> levels() {
        return choices.of(
                "municipality.level", "PARTNER", "MEMBER", "INTERESTED", "EXPERT_PARTNER");
    }

    private Map<String, String> kinds() {
        return choices.of(
                "municipality.kind",
                "DISTRICT",
                "INDEPENDENT_CITY",
                "MUNICIPALITY",
                "ADMINISTRATIVE_ASSOCIATION",
                "ASSOCIATION");
    }

    private List<Line> history(String key) {
        List<Change> changes = api.get(UNIT + "/history", key).list(Change.class).items();
        Map<String, String> known = names.of(changes.stream().map(Change::by).toList());
        return changes.stream()
                .map(
                        change ->
                                new Line(
                                        change.at(),
                                        known.getOrDefault(change.by(), ""),
                                        field(change.field()),
                                        shown(change.field(), change.before()),
                                        shown(change.field(), change.after())))
                .toList();
    }

    private String field(String name) {
        String field = FIELDS.getOrDefault(name, name);
        return choices.of("field", field).getOrDefault(field, field);
    }

    private String shown(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "–";
        }
        return switch (field) {
            case "level" -> levels().getOrDefault(value, value);
            case "kind" -> kinds().getOrDefault(value, value);
            case "leavingReason" -> choices.of("leaving", value).getOrDefault(value, value);
            case "contract/minutesPerWeek" -> Hours.of(Integer.parseInt(value));
            default -> Dates.day(value).map(dates::day).orElse(value);
        };
    }
}
