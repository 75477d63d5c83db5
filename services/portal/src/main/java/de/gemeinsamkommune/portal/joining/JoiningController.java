package de.gemeinsamkommune.portal.joining;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.frame.Frame;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Applying for a municipality or association, for everybody: find it, fill in, confirm. */
@Controller
@RequestMapping("/mitmachen")
@PermitAll
class JoiningController {
    private static final String APPLICATIONS = "/api/membership/applications";
    private static final int MOST = 50;
    private static final Pattern POSTCODE = Pattern.compile("[0-9]{5}");
    private static final Pattern KEY = Pattern.compile("[0-9]{5}|[0-9]{8}|[0-9]{9}|v-[a-z0-9]{8}");

    /** Fields that only this form has under another name. */
    private static final Map<String, String> NAMES = Map.of("maySpeak", "sure");

    private final Api api;
    private final Frame frame;
    private final Choices choices;

    JoiningController(Api api, Frame frame, Choices choices) {
        this.api = api;
        this.frame = frame;
        this.choices = choices;
    }

    /** A unit of the official register. */
    record Unit(String key, String level, String displayName, @Nullable String sameAs) {}

    private record Words(String version, String assurance, String notice) {}

    private record Wish(
            @Nullable String municipality,
            @Nullable String unitName,
            @Nullable String level,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String email,
            @Nullable String locale,
            @Nullable String position,
            @Nullable String message,
            boolean maySpeak,
            @Nullable String notice) {}

    /** Looks the unit up by name or postcode; whoever finds none goes on without. */
    @GetMapping
    String find(@RequestParam(defaultValue = "") String q, Model model) {
        String text = q.strip();
        model.addAttribute("q", text);
        model.addAttribute(
                "units", text.isEmpty() ? null : api.attempt(() -> search(text)).orElse(List.of()));
        return "joining/find";
    }

    private List<Unit> search(String text) {
        return api
                .get("/api/membership/administrative-units")
                .query(POSTCODE.matcher(text).matches() ? "postcode" : "name", text)
                .query("size", MOST)
                .list(Unit.class)
                .items()
                .stream()
                .filter(
                        unit ->
                                unit.sameAs() == null
                                        && (unit.level().equals("DISTRICT")
                                                || unit.level().equals("MUNICIPALITY")))
                .toList();
    }

    @GetMapping("/antrag")
    String blank(@RequestParam(defaultValue = "") String key, Model model) {
        return applying(
                Form.empty()
                        .set("municipality", KEY.matcher(key).matches() ? key : null)
                        .set("level", "MEMBER")
                        .set("locale", frame.language()),
                model);
    }

    @PostMapping("/antrag")
    String apply(@RequestParam MultiValueMap<String, String> sent, Model model) {
        Form form =
                Form.of(sent)
                        .require("level", "givenName", "familyName", "email", "position", "locale");
        if (form.text("municipality") == null) {
            form.require("unitName");
        }
        if (!form.has("sure", "true")) {
            form.refuse("sure", "form.may-speak");
        }
        if (form.refused()) {
            return applying(form, model);
        }
        try {
            api.post(APPLICATIONS)
                    .key(form.key())
                    .body(
                            new Wish(
                                    form.text("municipality"),
                                    form.text("unitName"),
                                    form.text("level"),
                                    form.text("givenName"),
                                    form.text("familyName"),
                                    form.text("email"),
                                    form.text("locale"),
                                    form.text("position"),
                                    form.text("message"),
                                    true,
                                    form.text("notice")))
                    .send();
        } catch (RequestRefused refused) {
            return applying(form.refuse(refused, NAMES), model);
        }
        return "redirect:/mitmachen/angefragt";
    }

    /** The same words for every address and unit, known or not. */
    @GetMapping("/angefragt")
    String requested() {
        return "joining/requested";
    }

    /** Only a button: programs that open links in mails must not confirm anything. */
    @GetMapping("/bestaetigen")
    String confirmation(@RequestParam(defaultValue = "") String token, Model model) {
        return asking("confirm", token, Form.empty(), model);
    }

    @PostMapping("/bestaetigen")
    String confirm(@RequestParam(defaultValue = "") String token, Model model) {
        return sent("confirm", "/confirmation", token, model);
    }

    @GetMapping("/zuruecknehmen")
    String withdrawal(@RequestParam(defaultValue = "") String token, Model model) {
        return asking("withdraw", token, Form.empty(), model);
    }

    @PostMapping("/zuruecknehmen")
    String withdraw(@RequestParam(defaultValue = "") String token, Model model) {
        return sent("withdraw", "/withdrawal", token, model);
    }

    private String sent(String what, String path, String token, Model model) {
        try {
            api.post(APPLICATIONS + path).body(Map.of("token", token)).send();
        } catch (RequestRefused refused) {
            return asking(what, token, Form.empty().refuse(refused), model);
        }
        model.addAttribute("what", what);
        return "joining/done";
    }

    private static String asking(String what, String token, Form form, Model model) {
        model.addAttribute("what", what);
        model.addAttribute("token", token);
        model.addAttribute("form", form);
        return "joining/ask";
    }

    private String applying(Form form, Model model) {
        String key = form.text("municipality");
        // the words that hold now: whoever sends the form has seen them
        Words words = api.get(APPLICATIONS + "/words").as(Words.class);
        model.addAttribute("words", words);
        model.addAttribute("form", form);
        model.addAttribute("unit", key == null ? null : nameOf(key));
        model.addAttribute(
                "levels",
                choices.of(
                        "municipality.level", "MEMBER", "INTERESTED", "PARTNER", "EXPERT_PARTNER"));
        model.addAttribute("languages", choices.of("language", "de", "en"));
        return "joining/apply";
    }

    private @Nullable String nameOf(String key) {
        return api.attempt(
                        () ->
                                api.get("/api/membership/administrative-units/{key}", key)
                                        .as(Unit.class)
                                        .displayName())
                .orElse(null);
    }
}
