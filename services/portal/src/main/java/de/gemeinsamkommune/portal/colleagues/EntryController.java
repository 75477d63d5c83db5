package de.gemeinsamkommune.portal.colleagues;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Topics;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Form;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person says of themselves in the directory, who sees it, and how that looks. */
@Controller
@RequestMapping("/konto/verzeichnis")
@RolesAllowed(Roles.ANY_PERSON)
class EntryController {
    private static final String ENTRY = "/api/membership/me/directory-entry";

    /** Whoever changes something at the same moment is let through; three times is enough. */
    private static final int ATTEMPTS = 3;

    /** Fields for who sees something are called so, with the name of that field behind. */
    private static final String SEEN = "visibility-";

    private static final List<String> FIELDS =
            List.of(
                    "name",
                    "email",
                    "municipality",
                    "position",
                    "telephone",
                    "topics",
                    "experience");

    private final Api api;
    private final Topics topics;
    private final Choices choices;

    EntryController(Api api, Topics topics, Choices choices) {
        this.api = api;
        this.topics = topics;
        this.choices = choices;
    }

    /** The entry as membership has it. */
    record Entry(
            boolean listed,
            @Nullable String position,
            @Nullable String telephone,
            List<String> topics,
            @Nullable String experience,
            Map<String, String> visibility) {

        Entry {
            topics = topics == null ? List.of() : List.copyOf(topics);
            visibility = visibility == null ? Map.of() : Map.copyOf(visibility);
        }
    }

    /** How the three circles see the person; absent where they do not. */
    record Preview(
            @Nullable Colleague team, @Nullable Colleague members, @Nullable Colleague open) {}

    @GetMapping
    String show(Model model) {
        Answer<Entry> entry = api.get(ENTRY).answer(Entry.class);
        return page(fill(entry), entry.body(), model);
    }

    @PostMapping
    String change(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        FIELDS.forEach(field -> form.require(SEEN + field));
        if (form.refused()) {
            return page(form, api.get(ENTRY).as(Entry.class), model);
        }
        try {
            api.put(ENTRY).ifMatch(form.etag()).body(entry(form)).send();
        } catch (RequestRefused refused) {
            Answer<Entry> now = api.get(ENTRY).answer(Entry.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                model.addAttribute("differences", differences(form, fill(now)));
                form.version(now.etag());
            }
            return page(form.refuse(refused, pointers()), now.body(), model);
        }
        after.addFlashAttribute("flash", "flash.entry-changed");
        return "redirect:/konto/verzeichnis";
    }

    /** Takes the person out of the directory at once; what they said stays for another time. */
    @PostMapping("/austragen")
    String leave(RedirectAttributes after) {
        for (int attempt = 1; ; attempt++) {
            Answer<Entry> now = api.get(ENTRY).answer(Entry.class);
            Entry entry = now.body();
            try {
                api.put(ENTRY)
                        .ifMatch(now.etag() == null ? "" : now.etag())
                        .body(
                                new Entry(
                                        false,
                                        entry.position(),
                                        entry.telephone(),
                                        entry.topics(),
                                        entry.experience(),
                                        entry.visibility()))
                        .send();
                after.addFlashAttribute("flash", "flash.entry-left");
                return "redirect:/konto/verzeichnis";
            } catch (RequestRefused refused) {
                if (refused.status() != HttpStatus.PRECONDITION_FAILED.value()
                        || attempt == ATTEMPTS) {
                    throw refused;
                }
            }
        }
    }

    private String page(Form form, Entry entry, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("listed", entry.listed());
        model.addAttribute("topics", topics.names());
        model.addAttribute("circles", choices.of("visibility", "TEAM", "MEMBERS", "PUBLIC"));
        model.addAttribute(
                "preview", api.attempt(() -> api.get(ENTRY + "/preview").as(Preview.class)));
        return "colleagues/entry";
    }

    private static Entry entry(Form form) {
        Map<String, String> visibility = new LinkedHashMap<>();
        FIELDS.forEach(field -> visibility.put(field, form.value(SEEN + field)));
        return new Entry(
                form.has("listed", "true"),
                form.text("position"),
                form.text("telephone"),
                form.values("topics"),
                form.text("experience"),
                visibility);
    }

    private static Form fill(Answer<Entry> answer) {
        Entry entry = answer.body();
        Form form =
                Form.empty()
                        .set("listed", entry.listed())
                        .set("position", entry.position())
                        .set("telephone", entry.telephone())
                        .setAll("topics", entry.topics())
                        .set("experience", entry.experience())
                        .version(answer.etag());
        entry.visibility().forEach((field, circle) -> form.set(SEEN + field, circle));
        return form;
    }

    private static Map<String, String> pointers() {
        return FIELDS.stream()
                .collect(Collectors.toMap(field -> "visibility/" + field, field -> SEEN + field));
    }

    private Map<String, String[]> differences(Form mine, Form theirs) {
        Map<String, String[]> differing = new LinkedHashMap<>();
        differ(differing, "listed", listed(mine), listed(theirs));
        for (String name : List.of("position", "telephone", "experience")) {
            differ(differing, name, text(mine, name), text(theirs, name));
        }
        Map<String, String> names = topics.names();
        differ(differing, "topics", topics(mine, names), topics(theirs, names));
        Map<String, String> circles = choices.of("visibility", "TEAM", "MEMBERS", "PUBLIC");
        for (String field : FIELDS) {
            String name = SEEN + field;
            differ(
                    differing,
                    name,
                    circles.getOrDefault(mine.value(name), ""),
                    circles.getOrDefault(theirs.value(name), ""));
        }
        return differing;
    }

    private static void differ(
            Map<String, String[]> differing, String name, String mine, String theirs) {
        if (!mine.equals(theirs)) {
            differing.put(name, new String[] {mine, theirs});
        }
    }

    private String listed(Form form) {
        String code = Boolean.toString(form.has("listed", "true"));
        return choices.of("answer", code).getOrDefault(code, code);
    }

    private static String text(Form form, String name) {
        String text = form.text(name);
        return text == null ? "" : text;
    }

    private static String topics(Form form, Map<String, String> names) {
        return form.values("topics").stream()
                .map(code -> names.getOrDefault(code, code))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
