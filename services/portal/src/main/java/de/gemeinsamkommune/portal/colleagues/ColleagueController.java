package de.gemeinsamkommune.portal.colleagues;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.directory.Topics;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.signin.Viewer;
import de.gemeinsamkommune.portal.signin.Viewers;

import jakarta.annotation.security.PermitAll;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds colleagues; everybody sees of each what is for them. */
@Controller
@RequestMapping("/verzeichnis")
@PermitAll
class ColleagueController {
    private static final String DIRECTORY = "/api/membership/directory";
    private static final int AT_ONCE = 20;

    private final Api api;
    private final Viewers viewers;
    private final Municipalities municipalities;
    private final Topics topics;
    private final Choices choices;

    ColleagueController(
            Api api,
            Viewers viewers,
            Municipalities municipalities,
            Topics topics,
            Choices choices) {
        this.api = api;
        this.viewers = viewers;
        this.municipalities = municipalities;
        this.topics = topics;
        this.choices = choices;
    }

    @GetMapping
    String search(@RequestParam MultiValueMap<String, String> asked, Model model) {
        Form form = Form.of(asked);
        model.addAttribute("form", form);
        model.addAttribute("topics", topics.names());
        model.addAttribute("districts", municipalities.districts());
        model.addAttribute(
                "sizes",
                choices.of(
                        "town-size",
                        "VILLAGE",
                        "SMALL_TOWN",
                        "MEDIUM_TOWN",
                        "CITY",
                        "SMALL_DISTRICT",
                        "MEDIUM_DISTRICT",
                        "LARGE_DISTRICT"));
        model.addAttribute(
                "hasTown",
                viewers.current()
                        .map(Viewer::municipalities)
                        .filter(own -> !own.isEmpty())
                        .isPresent());
        model.addAttribute(
                "searched",
                Stream.of("topic", "district", "townSize", "near", "q")
                        .anyMatch(name -> form.text(name) != null));
        Listing<Colleague> found = found(form);
        model.addAttribute("colleagues", found.items());
        model.addAttribute("next", found.next());
        return "colleagues/search";
    }

    private Listing<Colleague> found(Form form) {
        try {
            return api.get(DIRECTORY)
                    .query("topic", form.text("topic"))
                    .query("district", form.text("district"))
                    .query("townSize", form.text("townSize"))
                    .query("near", form.has("near", "true") ? "me" : null)
                    .query("q", form.text("q"))
                    .query("cursor", form.text("cursor"))
                    .query("size", AT_ONCE)
                    .list(Colleague.class);
        } catch (RequestRefused refused) {
            if (refused.status() != HttpStatus.BAD_REQUEST.value()) {
                throw refused;
            }
            form.refuse(refused, Map.of("no-town-of-yours", "near"));
            return new Listing<>(List.of(), null);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        model.addAttribute("colleague", api.get(DIRECTORY + "/{id}", id).as(Colleague.class));
        model.addAttribute("topics", topics.names());
        return "colleagues/colleague";
    }
}
