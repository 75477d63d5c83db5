package de.gemeinsamkommune.portal.team;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.signin.Viewers;
import de.gemeinsamkommune.portal.team.TeamController.Person;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** People who may be known twice: compared, told apart, merged. */
@Controller
@RequestMapping("/team/dubletten")
@RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class DuplicateController {
    private static final String PERSON = "/api/membership/people/{id}";
    private static final String DISTINCT = "/api/membership/duplicates/{id}/distinct/{other}";

    /** The two sides of a pair, as the forms call them. */
    private static final String FIRST = "FIRST";

    private static final String SECOND = "SECOND";

    private final Api api;
    private final Viewers viewers;
    private final Municipalities municipalities;
    private final Names names;
    private final Choices choices;

    DuplicateController(
            Api api, Viewers viewers, Municipalities municipalities, Names names, Choices choices) {
        this.api = api;
        this.viewers = viewers;
        this.municipalities = municipalities;
        this.names = names;
        this.choices = choices;
    }

    /** A pair as membership tells it. */
    record Pair(
            String reason,
            Side first,
            Side second,
            @Nullable Instant distinctSince,
            @Nullable String distinctBy) {}

    /** One of the two. */
    record Side(
            String id,
            String name,
            String email,
            List<String> municipalities,
            Instant registeredAt) {}

    /** What is to become of two people. */
    private record Merge(String absorbed, String absorbedETag, String name, String email) {}

    /** Both people of a pair as they were read. */
    private record Two(Answer<Person> first, Answer<Person> second) {

        Answer<Person> of(String side) {
            return side.equals(SECOND) ? second : first;
        }
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(defaultValue = "false") boolean distinct,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        Listing<Pair> pairs =
                api.get("/api/membership/duplicates")
                        .query("person", person)
                        .query("distinct", distinct)
                        .query("cursor", cursor)
                        .query("size", 20)
                        .list(Pair.class);
        model.addAttribute("pairs", pairs.items());
        model.addAttribute("next", pairs.next());
        model.addAttribute("person", person);
        model.addAttribute("distinct", distinct);
        model.addAttribute("municipalities", municipalities.names());
        model.addAttribute(
                "names",
                distinct
                        ? names.of(
                                pairs.items().stream()
                                        .map(Pair::distinctBy)
                                        .filter(Objects::nonNull)
                                        .toList())
                        : Map.of());
        return "team/duplicates";
    }

    @PostMapping("/{first}/{second}/verschieden")
    String tellApart(
            @PathVariable String first, @PathVariable String second, RedirectAttributes after) {
        api.put(DISTINCT, first, second).body(Map.of()).send();
        after.addFlashAttribute("flash", "flash.told-apart");
        return "redirect:/team/dubletten";
    }

    @PostMapping("/{first}/{second}/doch-nicht")
    String takeBack(
            @PathVariable String first, @PathVariable String second, RedirectAttributes after) {
        api.delete(DISTINCT, first, second).send();
        after.addFlashAttribute("flash", "flash.not-told-apart");
        return "redirect:/team/dubletten";
    }

    @GetMapping("/{first}/{second}")
    String compare(@PathVariable String first, @PathVariable String second, Model model) {
        Two two = read(first, second);
        return comparing(versions(Form.empty(), two), two, model);
    }

    /** Says what will happen before anything does. */
    @PostMapping("/{first}/{second}/pruefen")
    String confirm(
            @PathVariable String first,
            @PathVariable String second,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        Form form = Form.of(sent).require("kept", "keptName", "keptEmail");
        Two two = read(first, second);
        return form.refused() ? comparing(form, two, model) : confirming(form, two, model);
    }

    @PostMapping("/{first}/{second}/zusammenfuehren")
    String merge(
            @PathVariable String first,
            @PathVariable String second,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("kept", "keptName", "keptEmail");
        if (form.refused()) {
            return comparing(form, read(first, second), model);
        }
        if (!form.has("sure", "true")) {
            return confirming(form.refuse("sure", "form.sure"), read(first, second), model);
        }
        String kept = form.has("kept", SECOND) ? second : first;
        String absorbed = form.has("kept", SECOND) ? first : second;
        try {
            api.post(PERSON + "/merge", kept)
                    .ifMatch(form.value(form.has("kept", SECOND) ? "versionTwo" : "versionOne"))
                    .body(
                            new Merge(
                                    absorbed,
                                    form.value(
                                            form.has("kept", SECOND) ? "versionOne" : "versionTwo"),
                                    side(form, "keptName"),
                                    side(form, "keptEmail")))
                    .send();
        } catch (RequestRefused refused) {
            Two now = read(first, second);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                versions(form, now);
            }
            return comparing(form.refuse(refused), now, model);
        }
        viewers.forget(kept);
        after.addFlashAttribute("flash", "flash.merged");
        after.addAttribute("id", kept);
        return "redirect:/team/personen/{id}";
    }

    private static String side(Form form, String name) {
        return form.value(name).equals(form.value("kept")) ? "KEPT" : "ABSORBED";
    }

    private Two read(String first, String second) {
        return new Two(
                api.get(PERSON, first).answer(Person.class),
                api.get(PERSON, second).answer(Person.class));
    }

    private static Form versions(Form form, Two two) {
        return form.set("versionOne", two.first().etag()).set("versionTwo", two.second().etag());
    }

    private String comparing(Form form, Two two, Model model) {
        both(form, two, model);
        model.addAttribute(
                "records",
                options(choices.of("duplicates.record", FIRST, SECOND), Person::email, two));
        model.addAttribute("nameChoices", options(Map.of(), Person::name, two));
        model.addAttribute("emailChoices", options(Map.of(), Person::email, two));
        return "team/duplicate";
    }

    private String confirming(Form form, Two two, Model model) {
        both(form, two, model);
        String kept = form.has("kept", SECOND) ? SECOND : FIRST;
        model.addAttribute("stays", two.of(kept).body());
        model.addAttribute("goes", two.of(kept.equals(FIRST) ? SECOND : FIRST).body());
        model.addAttribute("name", two.of(form.value("keptName")).body().name());
        model.addAttribute("email", two.of(form.value("keptEmail")).body().email());
        return "team/merge";
    }

    private void both(Form form, Two two, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("first", two.first().body());
        model.addAttribute("second", two.second().body());
        model.addAttribute("municipalities", municipalities.names());
    }

    private static Map<String, String> options(
            Map<String, String> prefixes, Function<Person, String> text, Two two) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String side : List.of(FIRST, SECOND)) {
            String prefix = prefixes.get(side);
            String shown = text.apply(two.of(side).body());
            options.put(side, prefix == null ? shown : prefix + " (" + shown + ")");
        }
        return options;
    }
}
