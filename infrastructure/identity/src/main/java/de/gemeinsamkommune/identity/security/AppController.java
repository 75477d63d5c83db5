package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.identity.factors.AuthenticatorApp;
import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.signin.AttemptLimit;
import de.gemeinsamkommune.identity.signin.SignIns;
import de.gemeinsamkommune.identity.signin.TooMany;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Clock;
import java.util.Optional;

/** Sets an authenticator app up, in two steps so that a slip leaves nobody outside; removes it. */
@Controller
@RequestMapping(AppController.PATH)
@PermitAll
final class AppController {

    static final String PATH = SignIns.SECURITY + "/app";

    private final SecurityPages pages;
    private final AuthenticatorApp app;
    private final Factors factors;
    private final AttemptLimit attempts;
    private final IdentitySettings settings;
    private final Clock clock;

    AppController(
            SecurityPages pages,
            AuthenticatorApp app,
            Factors factors,
            AttemptLimit attempts,
            IdentitySettings settings,
            Clock clock) {
        this.pages = pages;
        this.app = app;
        this.factors = factors;
        this.attempts = attempts;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes a secret. It counts only after its first code. */
    @PostMapping
    String begin(HttpServletRequest request, HttpServletResponse response) {
        return pages.forChange(
                request,
                response,
                visitor -> {
                    app.begin(visitor.person());
                    return pages.redirect(PATH);
                });
    }

    @GetMapping
    String show(HttpServletRequest request, HttpServletResponse response, Model model) {
        return pages.forChange(request, response, visitor -> page(visitor, model));
    }

    @PostMapping("/confirm")
    String confirm(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return pages.forChange(
                request,
                response,
                visitor -> {
                    if (!attempts.allowsCode(visitor.person())) {
                        return TooMany.codes(response);
                    }
                    if (!app.confirm(visitor.person(), code.replace(" ", ""))) {
                        response.setStatus(HttpStatus.BAD_REQUEST.value());
                        model.addAttribute("wrong", true);
                        return page(visitor, model);
                    }
                    return pages.afterSetUp(
                            visitor,
                            visitor.who().proof().andCode(clock.instant()),
                            request,
                            response,
                            model);
                });
    }

    @PostMapping("/remove")
    String remove(HttpServletRequest request, HttpServletResponse response) {
        return pages.forChange(
                request,
                response,
                visitor -> {
                    app.forget(visitor.person());
                    factors.dropRecoveryWithoutFactor(visitor.person());
                    return pages.redirect(SignIns.SECURITY);
                });
    }

    @GetMapping({"/confirm", "/remove"})
    String back() {
        return pages.redirect(SignIns.SECURITY);
    }

    private String page(Visitor visitor, Model model) {
        Optional<byte[]> secret = app.waiting(visitor.person());
        if (secret.isEmpty()) {
            return pages.redirect(SignIns.SECURITY);
        }
        model.addAttribute("key", AppKey.of(secret.get(), settings.publicUrl().getHost()));
        return "identity/app";
    }
}
