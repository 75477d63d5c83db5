package de.gemeinsamkommune.portal.signin;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in and out. */
@Controller
@PermitAll
class SignInController {
    private final Viewers viewers;

    SignInController(Viewers viewers) {
        this.viewers = viewers;
    }

    @GetMapping("/anmelden")
    String signIn(
            @RequestParam(required = false) @Nullable String fehler,
            @RequestParam(required = false) @Nullable String abgelaufen,
            @RequestParam(required = false) @Nullable String weiter,
            HttpServletRequest request,
            Model model) {
        if (weiter != null) {
            Continuation.remember(weiter, request);
        }
        // after a failure a page, else browser and issuer could go round in circles
        if (fehler != null || abgelaufen != null) {
            model.addAttribute("failed", fehler != null);
            return "signin/sign-in";
        }
        return viewers.current()
                .map(viewer -> "redirect:" + (viewer.invited() ? "/willkommen" : "/"))
                .orElse("redirect:/anmelden/" + NetworkIssuer.REGISTRATION);
    }

    @GetMapping("/abmelden")
    String signOut() {
        return viewers.current().isPresent() ? "signin/sign-out" : "redirect:/";
    }
}
