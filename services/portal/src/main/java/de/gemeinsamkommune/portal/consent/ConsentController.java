package de.gemeinsamkommune.portal.consent;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.frame.Form;

import jakarta.annotation.security.RolesAllowed;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The ledger of consents to the newsletter. */
@Controller
class ConsentController {

    private final Api api;

    ConsentController(Api api) {
        this.api = api;
    }

    /** A consent as the newsletter service tells it. */
    record Consent(
            String subscription,
            String status,
            String version,
            String text,
            String form,
            Instant requestedAt,
            @Nullable String confirmationMail,
            @Nullable Instant confirmedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String ending) {}

    private record Consents(Instant asOf, List<Consent> items) {
        Consents {
            items = items == null ? List.of() : List.copyOf(items);
        }
    }

    @GetMapping("/konto/einwilligungen")
    @RolesAllowed(Roles.ANY_PERSON)
    String own(Model model) {
        return show(
                api.get("/api/newsletter/me/consents").as(Consents.class), "consent/own", model);
    }

    @GetMapping("/team/einwilligungen")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    String blank(Model model) {
        model.addAttribute("form", Form.empty());
        return "consent/look-up";
    }

    /** Shows the proof for one address; a POST, so that the address stands in no log. */
    @PostMapping("/team/einwilligungen")
    @RolesAllowed({Roles.PROJECT_LEAD, Roles.ADMINISTRATOR})
    String lookUp(@RequestParam MultiValueMap<String, String> sent, Model model) {
        Form form = Form.of(sent).require("email");
        model.addAttribute("form", form);
        if (form.refused()) {
            return "consent/look-up";
        }
        String address = Objects.requireNonNull(form.text("email"));
        try {
            model.addAttribute("address", address);
            return show(
                    api.post("/api/newsletter/consents/look-ups")
                            .body(Map.of("address", address))
                            .as(Consents.class),
                    "consent/proof",
                    model);
        } catch (RequestRefused refused) {
            form.refuse(refused, Map.of("email-address-invalid", "email", "address", "email"));
            return "consent/look-up";
        }
    }

    private static String show(Consents consents, String page, Model model) {
        model.addAttribute("consents", consents.items());
        model.addAttribute("asOf", consents.asOf());
        return page;
    }
}
