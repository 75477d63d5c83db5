package de.gemeinsamkommune.portal.team;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.frame.Choices;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.session.PersonalSessions;
import de.gemeinsamkommune.portal.signin.Affiliation;
import de.gemeinsamkommune.portal.signin.Viewer;
import de.gemeinsamkommune.portal.signin.Viewers;

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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who belongs to the network, and who is to be invited. */
@Controller
@RequestMapping("/team")
class TeamController {
    private static final Set<String> STATES = Set.of("INVITED", "ACTIVE");

    private final Api api;
    private final Viewers viewers;
    private final Municipalities municipalities;
    private final Choices choices;
    private final PersonalSessions sessions;

    TeamController(
            Api api,
            Viewers viewers,
            Municipalities municipalities,
            Choices choices,
            PersonalSessions sessions) {
        this.api = api;
        this.viewers = viewers;
        this.municipalities = municipalities;
        this.choices = choices;
        this.sessions = sessions;
    }

    /** A person as membership shows them to the team. */
    record Person(
            String id,
            String name,
            String email,
            List<Affiliation> affiliations,
            List<String> roles,
            List<String> networkRoles,
            String status,
            @Nullable Instant registeredAt,
            @Nullable Instant joinedAt) {

        Person {
            roles = roles == null ? List.of() : List.copyOf(roles);
            networkRoles = networkRoles == null ? List.of() : List.copyOf(networkRoles);
            affiliations = affiliations == null ? List.of() : List.copyOf(affiliations);
        }
    }

    private record Invitation(
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String email,
            @Nullable String municipality,
            List<String> roles,
            @Nullable String locale) {}

    private record Receipt(String receipt) {}

    @GetMapping("/einladungen")
    @RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    String blank(Model model) {
        Viewer viewer = viewers.required();
        return inviting(
                Form.empty()
                        .set("roles", Roles.MEMBER)
                        .set("locale", "de")
                        .set(
                                "municipality",
                                viewer.leadsIn().size() == 1 ? viewer.leadsIn().getFirst() : null),
                model);
    }

    @PostMapping("/einladungen")
    @RolesAllowed({Roles.LEAD, Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    String invite(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("givenName", "familyName", "email");
        Viewer viewer = viewers.required();
        if (viewer.invitesAnybody() && form.values("roles").isEmpty()) {
            form.refuse("roles", "form.required");
        }
        if (!viewer.invitesAnybody() && viewer.leadsIn().size() > 1) {
            form.require("municipality");
        }
        if (form.refused()) {
            return inviting(form, model);
        }
        try {
            api.post("/api/membership/invitations")
                    .key(form.key())
                    .body(
                            new Invitation(
                                    form.text("givenName"),
                                    form.text("familyName"),
                                    form.text("email"),
                                    viewer.invitesAnybody() || viewer.leadsIn().size() > 1
                                            ? form.text("municipality")
                                            : viewer.leadsIn().getFirst(),
                                    viewer.invitesAnybody()
                                            ? form.values("roles")
                                            : List.of(Roles.MEMBER),
                                    form.text("locale")))
                    .send();
        } catch (RequestRefused refused) {
            return inviting(
                    form.refuse(
                            refused,
                            Map.of(
                                    "person-already-known", "email",
                                    "municipality-required", "municipality",
                                    "municipality-unknown", "municipality")),
                    model);
        }
        after.addFlashAttribute("flash", "flash.invited");
        return "redirect:/team/einladungen";
    }

    @GetMapping("/personen")
    @RolesAllowed({
        Roles.LEAD,
        Roles.ADVISER,
        Roles.EDITOR,
        Roles.PROJECT_LEAD,
        Roles.ADMINISTRATOR
    })
    String people(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String wanted = status != null && STATES.contains(status) ? status : null;
        Listing<Person> people =
                api.get("/api/membership/people")
                        .query("status", wanted)
                        .query("cursor", cursor)
                        .list(Person.class);
        model.addAttribute("people", people.items());
        model.addAttribute("next", people.next());
        model.addAttribute("status", wanted);
        model.addAttribute("municipalities", municipalities.names());
        return "team/people";
    }

    @GetMapping("/personen/{id}/loeschen")
    @RolesAllowed(Roles.ADMINISTRATOR)
    String confirmErasure(@PathVariable String id, Model model) {
        return erasing(id, Form.empty(), model);
    }

    @PostMapping("/personen/{id}/loeschen")
    @RolesAllowed(Roles.ADMINISTRATOR)
    String erase(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        Form form = Form.of(sent);
        if (!form.has("sure", "true")) {
            return erasing(id, form.refuse("sure", "form.sure"), model);
        }
        try {
            Receipt receipt =
                    api.post("/api/membership/people/{id}/erasure", id)
                            .key(form.key())
                            .body(Map.of())
                            .as(Receipt.class);
            viewers.forget(id);
            sessions.end(id);
            return "redirect:/loeschung/" + receipt.receipt();
        } catch (RequestRefused refused) {
            return erasing(id, form.refuse(refused), model);
        }
    }

    private String erasing(String id, Form form, Model model) {
        model.addAttribute("person", api.get("/api/membership/people/{id}", id).as(Person.class));
        model.addAttribute("form", form);
        return "team/erase";
    }

    private String inviting(Form form, Model model) {
        Viewer viewer = viewers.required();
        model.addAttribute("form", form);
        model.addAttribute("anybody", viewer.invitesAnybody());
        model.addAttribute("municipalities", municipalities.names());
        model.addAttribute("leadsIn", municipalities.names(viewer.leadsIn()));
        model.addAttribute(
                "roles",
                viewer.administers()
                        ? choices.of(
                                "role",
                                Roles.MEMBER,
                                Roles.LEAD,
                                Roles.ADVISER,
                                Roles.EDITOR,
                                Roles.PROJECT_LEAD,
                                Roles.ANALYST,
                                Roles.FUNDER,
                                Roles.ADMINISTRATOR)
                        : choices.of(
                                "role",
                                Roles.MEMBER,
                                Roles.LEAD,
                                Roles.ADVISER,
                                Roles.EDITOR,
                                Roles.PROJECT_LEAD,
                                Roles.ANALYST,
                                Roles.FUNDER));
        model.addAttribute("locales", choices.of("language", "de", "en"));
        model.addAttribute(
                "waiting",
                viewer.looksAfterPeople()
                        ? api.attempt(
                                        () ->
                                                api.get("/api/membership/people")
                                                        .query("status", "INVITED")
                                                        .query("size", 200)
                                                        .list(Person.class)
                                                        .items())
                                .orElse(List.of())
                        : List.of());
        return "team/invitations";
    }
}
