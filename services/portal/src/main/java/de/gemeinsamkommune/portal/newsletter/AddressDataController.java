package de.gemeinsamkommune.portal.newsletter;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.frame.Frame;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the newsletter holds about an address, for subscribers without an account. */
@Controller
@RequestMapping("/newsletter/daten")
@PermitAll
class AddressDataController {

    private static final String FILE = "gemeinsam-kommune-newsletter.json";
    private static final String DATA = "/api/newsletter/data";

    private final Api api;
    private final Frame frame;

    AddressDataController(Api api, Frame frame) {
        this.api = api;
        this.frame = frame;
    }

    /** What is held about an address. */
    record Held(
            String address,
            List<Subscription> subscriptions,
            List<Consent> consents,
            List<Mail> mails,
            @Nullable Instant objectedAt) {}

    record Subscription(
            String status,
            @Nullable String address,
            @Nullable String name,
            Instant requestedAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant endedAt) {}

    record Consent(
            String version, String text, Instant requestedAt, @Nullable Instant confirmedAt) {}

    record Mail(String kind, String state, Instant queuedAt, @Nullable Instant settledAt) {}

    @GetMapping
    String form(Model model) {
        model.addAttribute("form", Form.empty());
        return "newsletter/data-request";
    }

    @PostMapping
    String request(@RequestParam MultiValueMap<String, String> sent, Model model) {
        Form form = Form.of(sent).require("email");
        model.addAttribute("form", form);
        if (form.refused()) {
            return "newsletter/data-request";
        }
        try {
            api.post("/api/newsletter/data-links")
                    .body(Map.of("email", form.value("email"), "locale", frame.language()))
                    .send();
        } catch (RequestRefused refused) {
            form.refuse(refused, Map.of("email-address-invalid", "email"));
            return "newsletter/data-request";
        }
        return "redirect:/newsletter/daten/angefragt";
    }

    /** The same words for every address, known or not. */
    @GetMapping("/angefragt")
    String requested() {
        return "newsletter/data-requested";
    }

    @GetMapping("/ansehen")
    ModelAndView show(@RequestParam(defaultValue = "") String token) {
        return page(token, Form.empty());
    }

    /** The same as a file; by a form, so that no address with the token is kept more often. */
    @PostMapping("/datei")
    Object download(@RequestParam(defaultValue = "") String token) {
        JsonNode held;
        try {
            held = api.post(DATA).body(Map.of("token", token)).as(JsonNode.class);
        } catch (RequestRefused refused) {
            return gone(refused);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(FILE).build().toString())
                .body(held.toPrettyString());
    }

    @PostMapping("/loeschen")
    Object delete(@RequestParam MultiValueMap<String, String> sent) {
        Form form = Form.of(sent);
        String token = form.value("token");
        if (!form.has("sure", "true")) {
            return page(token, form.refuse("sure", "form.sure"));
        }
        try {
            api.post(DATA + "/deletion")
                    .body(Map.of("token", token, "objecting", form.has("objecting", "true")))
                    .send();
        } catch (RequestRefused refused) {
            return gone(refused);
        }
        return "redirect:/newsletter/daten/geloescht";
    }

    @GetMapping("/geloescht")
    String deleted() {
        return "newsletter/data-deleted";
    }

    private ModelAndView page(String token, Form form) {
        Held held;
        try {
            held = api.post(DATA).body(Map.of("token", token)).as(Held.class);
        } catch (RequestRefused refused) {
            return gone(refused);
        }
        Map<String, Object> model = new HashMap<>();
        model.put("held", held);
        model.put("token", token);
        model.put("form", form);
        return new ModelAndView("newsletter/data", model);
    }

    /** The link is unknown, too old or used: told alike, with the way to a new one. */
    private static ModelAndView gone(RequestRefused refused) {
        if (refused.status() != HttpStatus.NOT_FOUND.value()
                && refused.status() != HttpStatus.BAD_REQUEST.value()) {
            throw refused;
        }
        return new ModelAndView("newsletter/data-gone", HttpStatus.NOT_FOUND);
    }
}
