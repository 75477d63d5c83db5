package de.gemeinsamkommune.portal.newsletter;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.frame.Form;
import de.gemeinsamkommune.portal.frame.Frame;

import jakarta.annotation.security.PermitAll;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.util.Map;

/** Subscribing, confirming and unsubscribing, for everybody. */
@Controller
@RequestMapping("/newsletter")
@PermitAll
class NewsletterController {
    private final Api api;
    private final Frame frame;

    NewsletterController(Api api, Frame frame) {
        this.api = api;
        this.frame = frame;
    }

    private record Subscription(
            @Nullable String email, @Nullable String name, String locale, boolean consent) {}

    private record ConsentText(String text) {}

    @GetMapping
    String form(Model model) {
        return subscribing(Form.empty(), model);
    }

    @PostMapping
    String subscribe(@RequestParam MultiValueMap<String, String> sent, Model model) {
        Form form = Form.of(sent).require("email");
        if (!form.has("consent", "true")) {
            form.refuse("consent", "form.consent");
        }
        if (form.refused()) {
            return subscribing(form, model);
        }
        try {
            api.post("/api/newsletter/subscriptions")
                    .key(form.key())
                    .body(
                            new Subscription(
                                    form.text("email"),
                                    form.text("salutationName"),
                                    frame.language(),
                                    true))
                    .send();
        } catch (RequestRefused refused) {
            return subscribing(
                    form.refuse(
                            refused,
                            Map.of("email-address-invalid", "email", "name", "salutationName")),
                    model);
        }
        return "redirect:/newsletter/angefragt";
    }

    /** The same words for every address, known or not. */
    @GetMapping("/angefragt")
    String requested() {
        return "newsletter/requested";
    }

    /** Only a button: programs that open links in mails must not confirm anything. */
    @GetMapping("/bestaetigen")
    String confirmation(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("form", Form.empty());
        return "newsletter/confirm";
    }

    @PostMapping("/bestaetigen")
    String confirm(@RequestParam(defaultValue = "") String token, Model model) {
        try {
            api.post("/api/newsletter/subscriptions/confirmation")
                    .body(Map.of("token", token))
                    .send();
        } catch (RequestRefused refused) {
            model.addAttribute("token", token);
            model.addAttribute("form", Form.empty().refuse(refused));
            return "newsletter/confirm";
        }
        return "redirect:/newsletter/bestaetigt";
    }

    @GetMapping("/bestaetigt")
    String confirmed() {
        return "newsletter/confirmed";
    }

    @GetMapping("/abmelden/{token}")
    String unsubscription(@PathVariable String token, Model model) {
        model.addAttribute("token", token);
        return "newsletter/unsubscribe";
    }

    /**
     * Ends the subscription: the button on the page, and the one in people's mail programs (RFC
     * 8058), which sends no cookies, follows no redirect and reads nothing but the status.
     */
    @PostMapping("/abmelden/{token}")
    Object unsubscribe(
            @PathVariable String token,
            @RequestParam(name = "List-Unsubscribe", required = false) @Nullable String oneClick) {
        api.post("/api/newsletter/unsubscribe/{token}", token).body(Map.of()).send();
        return oneClick == null
                ? new ModelAndView("newsletter/unsubscribed", HttpStatus.OK)
                : ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("OK");
    }

    private String subscribing(Form form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute(
                "consentText",
                api.attempt(
                                () ->
                                        api.get("/api/newsletter/consent-text")
                                                .as(ConsentText.class)
                                                .text())
                        .orElse(null));
        return "newsletter/subscribe";
    }
}
