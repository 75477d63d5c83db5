package de.gemeinsamkommune.portal.account;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Answer;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.directory.Municipalities;
import de.gemeinsamkommune.portal.events.Calendar;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.session.PersonalSessions;
import de.gemeinsamkommune.portal.signin.Affiliation;
import de.gemeinsamkommune.portal.signin.Viewer;
import de.gemeinsamkommune.portal.signin.Viewers;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person sees and changes of themselves, down to being forgotten. */
@Controller
class AccountController {
    private static final String ME = "/api/membership/me";
    private static final MediaType ZIP = MediaType.valueOf("application/zip");

    private final Api api;
    private final Viewers viewers;
    private final Calendar calendar;
    private final Municipalities municipalities;
    private final PersonalSessions sessions;

    AccountController(
            Api api,
            Viewers viewers,
            Calendar calendar,
            Municipalities municipalities,
            PersonalSessions sessions) {
        this.api = api;
        this.viewers = viewers;
        this.calendar = calendar;
        this.municipalities = municipalities;
        this.sessions = sessions;
    }

    /** What membership knows of the person. */
    record Me(
            String id,
            String givenName,
            String familyName,
            String email,
            String locale,
            List<Affiliation> affiliations,
            List<String> roles,
            @Nullable Instant joinedAt) {

        Me {
            roles = roles == null ? List.of() : List.copyOf(roles);
            affiliations = affiliations == null ? List.of() : List.copyOf(affiliations);
        }
    }

    private record Change(
            @Nullable String givenName, @Nullable String familyName, @Nullable String locale) {}

    /** The receipt of an erasure; nothing in it tells whose it is. */
    record Receipt(
            String receipt,
            String status,
            Instant requestedAt,
            @Nullable Instant completedAt,
            List<Part> services,
            List<Hold> holds,
            @Nullable ForgottenBy forgottenBy) {

        Receipt {
            services = services == null ? List.of() : List.copyOf(services);
            holds = holds == null ? List.of() : List.copyOf(holds);
        }

        record Part(String service, boolean confirmed, @Nullable Instant confirmedAt) {}

        record Hold(
                String service,
                String what,
                String reason,
                @Nullable LocalDate until,
                String explanation) {}

        record ForgottenBy(Instant storeFiles, Instant backups, Instant logs) {}
    }

    @GetMapping("/willkommen")
    @RolesAllowed(Roles.ANY_PERSON)
    String welcome(Model model) {
        model.addAttribute("form", Form.empty());
        return "account/welcome";
    }

    @PostMapping("/willkommen")
    @RolesAllowed(Roles.ANY_PERSON)
    String accept(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent);
        try {
            api.post(ME + "/acceptance").key(form.key()).body(Map.of()).send();
        } catch (RequestRefused refused) {
            model.addAttribute("form", form.refuse(refused));
            return "account/welcome";
        }
        viewers.forget(viewers.required().id());
        after.addFlashAttribute("flash", "flash.joined");
        return "redirect:/veranstaltungen";
    }

    @GetMapping("/konto")
    @RolesAllowed(Roles.ANY_PERSON)
    String account(Model model) {
        Answer<Me> me = api.get(ME).answer(Me.class);
        return account(fill(me), me.body(), model);
    }

    @PostMapping("/konto")
    @RolesAllowed(Roles.ANY_PERSON)
    String change(
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes after) {
        Form form = Form.of(sent).require("givenName", "familyName", "locale");
        if (form.refused()) {
            return account(form, api.get(ME).as(Me.class), model);
        }
        try {
            api.put(ME)
                    .ifMatch(form.etag())
                    .body(
                            new Change(
                                    form.text("givenName"),
                                    form.text("familyName"),
                                    form.text("locale")))
                    .send();
        } catch (RequestRefused refused) {
            Answer<Me> now = api.get(ME).answer(Me.class);
            if (refused.status() == HttpStatus.PRECONDITION_FAILED.value()) {
                model.addAttribute("differences", differences(form, fill(now)));
                form.version(now.etag());
            }
            return account(form.refuse(refused), now.body(), model);
        }
        viewers.forget(viewers.required().id());
        after.addFlashAttribute("flash", "flash.account-changed");
        return "redirect:/konto";
    }

    /** Passes on the export of everything the network holds about the person. */
    @GetMapping("/konto/daten")
    @RolesAllowed(Roles.ANY_PERSON)
    void export(HttpServletResponse response) {
        api.get(ME + "/data")
                .download(
                        ZIP,
                        (headers, content) -> {
                            response.setContentType(ZIP.toString());
                            response.setHeader(
                                    HttpHeaders.CONTENT_DISPOSITION,
                                    headers.getFirst(HttpHeaders.CONTENT_DISPOSITION));
                            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                            if (headers.getContentLength() >= 0) {
                                response.setContentLengthLong(headers.getContentLength());
                            }
                            content.transferTo(response.getOutputStream());
                        });
    }

    @GetMapping("/konto/loeschen")
    @RolesAllowed(Roles.ANY_PERSON)
    String confirmErasure(Model model) {
        model.addAttribute("form", Form.empty());
        return "account/erase";
    }

    @PostMapping("/konto/loeschen")
    @RolesAllowed(Roles.ANY_PERSON)
    String erase(@RequestParam MultiValueMap<String, String> sent, Model model) {
        Form form = Form.of(sent);
        if (!form.has("sure", "true")) {
            model.addAttribute("form", form.refuse("sure", "form.sure"));
            return "account/erase";
        }
        Viewer viewer = viewers.required();
        try {
            Receipt receipt =
                    api.post(ME + "/erasure").key(form.key()).body(Map.of()).as(Receipt.class);
            viewers.forget(viewer.id());
            sessions.end(viewer.id());
            return "redirect:/loeschung/" + receipt.receipt() + "?neu";
        } catch (RequestRefused refused) {
            model.addAttribute("form", form.refuse(refused));
            return "account/erase";
        }
    }

    @GetMapping("/loeschung/{receipt}")
    @PermitAll
    String receipt(@PathVariable String receipt, Model model) {
        model.addAttribute(
                "receipt", api.get("/api/membership/erasures/{id}", receipt).as(Receipt.class));
        return "account/receipt";
    }

    private String account(Form form, Me me, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("me", me);
        model.addAttribute(
                "municipalities",
                municipalities.names(
                        me.affiliations().stream().map(Affiliation::municipality).toList()));
        model.addAttribute("registrations", api.attempt(calendar::mine));
        return "account/account";
    }

    private static Form fill(Answer<Me> me) {
        return Form.empty()
                .set("givenName", me.body().givenName())
                .set("familyName", me.body().familyName())
                .set("locale", me.body().locale())
                .version(me.etag());
    }

    private static Map<String, String[]> differences(Form mine, Form theirs) {
        Map<String, String[]> differing = new LinkedHashMap<>();
        for (String name : List.of("givenName", "familyName", "locale")) {
            if (!mine.value(name).strip().equals(theirs.value(name))) {
                differing.put(name, new String[] {mine.value(name), theirs.value(name)});
            }
        }
        return differing;
    }
}
