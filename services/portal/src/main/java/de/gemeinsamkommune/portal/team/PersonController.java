package de.gemeinsamkommune.portal.team;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.directory.Names;
import de.gemeinsamkommune.portal.directory.Topics;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.signin.Affiliation;
import de.gemeinsamkommune.portal.signin.Viewer;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One person of the network: what they are where, and what was changed. */
@Controller
@RequestMapping("/team/personen/{id}")
@RolesAllowed({Roles.LEAD, Roles.ADVISER, Roles.EDITOR, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
class PersonController {
    private static final String PERSON = "/api/membership/people/{id}";
    private static final String AFFILIATION = PERSON + "/affiliations/{municipality}";

    /** Fields for the role in a municipality are called so, with its official key behind. */
    private static final String ROLE_IN = "affiliation-";

    /** The choice that ends an affiliation. */
    private static final String NONE = "NONE";

    private final Api api;
    private final Viewers viewers;
    private final Municipalities municipalities;
    private final Names names;
    private final Topics topics;
    private final Choices choices;

    PersonController(
            Api api,
            Viewers viewers,
            Municipalities municipalities,
            Names names,
            Topics topics,
            Choices choices) {
        this.api = api;
        this.viewers = viewers;
        this.municipalities = municipalities;
        this.names = names;
        this.topics = topics;
        this.choices = choices;
    }

    /** A field that was changed, as membership tells it. */
    private record Change(
            Instant at, String by, String field, @Nullable String before, @Nullable String after) {}

    /** A line of the history, as it is read. */
    record Line(Instant at, String by, String field, String before, String after) {}

    private record Assignment(List<String> roles, List<Affiliation> affiliations) {}

    @GetMapping
    String show(@PathVariable String id, Model model) {
        Answer<Person> read = api.get(PERSON, id).answer(Person.class);
        return page(fill(read.body()).version(read.etag()), read.body(), model);
    }

    /** Gives all roles at once, in the network and in municipalities. */
    @PostMapping("/rollen")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    String assign(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        List<Affiliation> affiliations = new ArrayList<>();
        for (String field : sent.keySet()) {
            if (field.startsWith(ROLE_IN) && !form.has(field, NONE)) {
                affiliations.add(
                        new Affiliation(field.substring(ROLE_IN.length()), form.value(field)));
            }
        }
        String added = form.text("municipality");
        if (added != null) {
            affiliations.removeIf(one -> one.municipality().equals(added));
            affiliations.add(
                    new Affiliation(
                            added, form.has("affiliation", "LEAD") ? "LEAD" : Roles.MEMBER));
        }
        try {
            api.put(PERSON + "/roles", id)
                    .ifMatch(form.etag())
                    .body(new Assignment(form.values("roles"), affiliations))
                    .send();
        } catch (RequestRefused refused) {
            Answer<Person> now = api.get(PERSON, id).answer(Person.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                form.version(now.etag());
            }
            return page(
                    form.refuse(refused, Map.of("municipality-unknown", "municipality")),
                    now.body(),
                    model);
        }
        return changed(id, after);
    }

    /** Changes the role in a municipality that the viewer leads in, or ends it. */
    @PostMapping("/kommune")
    @RolesAllowed(Roles.LEAD)
    String affiliate(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            for (String municipality : viewers.required().leadsIn()) {
                String role = form.value(ROLE_IN + municipality);
                if (role.equals(NONE)) {
                    api.delete(AFFILIATION, id, municipality).send();
                    after.addFlashAttribute("flash", "flash.person-changed");
                    return "redirect:/team/personen";
                }
                if (!role.isEmpty()) {
                    api.put(AFFILIATION, id, municipality).body(Map.of("role", role)).send();
                }
            }
        } catch (RequestRefused refused) {
            Answer<Person> now = api.get(PERSON, id).answer(Person.class);
            return page(form.refuse(refused), now.body(), model);
        }
        return changed(id, after);
    }

    private String changed(String id, RedirectAttributes after) {
        viewers.forget(id);
        after.addFlashAttribute("flash", "flash.person-changed");
        after.addAttribute("id", id);
        return "redirect:/team/personen/{id}";
    }

    private static Form fill(Person person) {
        Form form =
                Form.empty()
                        .setAll("roles", person.networkRoles())
                        .set("affiliation", Roles.MEMBER);
        person.affiliations().forEach(one -> form.set(ROLE_IN + one.municipality(), one.role()));
        return form;
    }

    private String page(Form form, Person person, Model model) {
        Viewer viewer = viewers.required();
        Map<String, String> known = municipalities.names();
        model.addAttribute("person", person);
        model.addAttribute("form", form);
        model.addAttribute("municipalities", known);
        model.addAttribute("history", history(person.id(), known, viewer));
        model.addAttribute("assigns", viewer.invitesAnybody());
        model.addAttribute("leadsIn", viewer.invitesAnybody() ? List.of() : viewer.leadsIn());
        model.addAttribute("inMunicipality", choices.of("affiliation", "MEMBER", "LEAD", NONE));
        model.addAttribute("asNew", choices.of("affiliation", "MEMBER", "LEAD"));
        model.addAttribute(
                "roles",
                choices.of(
                        "role",
                        viewer.administers()
                                ? new String[] {
                                    Roles.MEMBER,
                                    Roles.ADVISER,
                                    Roles.EDITOR,
                                    Roles.PROJECT_LEAD,
                                    Roles.ANALYST,
                                    Roles.FUNDER,
                                    Roles.ADMINISTRATOR
                                }
                                : new String[] {
                                    Roles.MEMBER,
                                    Roles.ADVISER,
                                    Roles.EDITOR,
                                    Roles.PROJECT_LEAD,
                                    Roles.ANALYST,
                                    Roles.FUNDER
                                }));
        return "team/person";
    }

    private List<Line> history(String id, Map<String, String> known, Viewer viewer) {
        List<Change> changes = api.get(PERSON + "/history", id).list(Change.class).items();
        // leads know the people of their municipality only, so to them it was somebody
        Map<String, String> who =
                viewer.knowsPeople()
                        ? names.of(changes.stream().map(Change::by).toList())
                        : Map.of();
        String somebody =
                viewer.knowsPeople()
                        ? ""
                        : choices.of("history", "somebody").getOrDefault("somebody", "");
        return changes.stream()
                .map(
                        change ->
                                new Line(
                                        change.at(),
                                        who.getOrDefault(change.by(), somebody),
                                        field(change.field(), known),
                                        shown(change.field(), change.before()),
                                        shown(change.field(), change.after())))
                .toList();
    }

    /** The name of a field; a municipality stands for the role in it. */
    private String field(String field, Map<String, String> known) {
        String municipality = field.replace("affiliations/", "");
        return municipality.equals(field)
                ? choices.of("field", field).getOrDefault(field, field)
                : known.getOrDefault(municipality, municipality);
    }

    private String shown(String field, @Nullable String value) {
        if (value == null) {
            return "–";
        }
        if (field.equals("merged")) {
            return choices.of("history", "another-record").getOrDefault("another-record", "–");
        }
        if (field.equals("locale")) {
            return choices.of("language", value).getOrDefault(value, value);
        }
        if (field.startsWith("affiliations/")) {
            return choices.of("affiliation", value).getOrDefault(value, value);
        }
        if (field.startsWith("directory/visibility/")) {
            return choices.of("visibility", value).getOrDefault(value, value);
        }
        if (field.equals("directory/listed")) {
            return choices.of("answer", value).getOrDefault(value, value);
        }
        if (field.equals("directory/topics")) {
            Map<String, String> known = topics.names();
            return Stream.of(value.split(", "))
                    .map(code -> known.getOrDefault(code, code))
                    .collect(Collectors.joining(", "));
        }
        if (field.equals("roles")) {
            return String.join(", ", choices.of("role", value.split(", ")).values());
        }
        return value;
    }
}
