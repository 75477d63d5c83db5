package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.factors.Passkeys;
import de.gemeinsamkommune.identity.signin.SignIns;

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
import java.util.Locale;
import java.util.Optional;

/** Adds, renames and removes a person's own passkeys. */
@Controller
@RequestMapping(SignIns.SECURITY + "/passkeys")
@PermitAll
final class PasskeysController {

    private final SecurityPages pages;
    private final SecurityPage page;
    private final Passkeys passkeys;
    private final Factors factors;
    private final Clock clock;

    PasskeysController(
            SecurityPages pages,
            SecurityPage page,
            Passkeys passkeys,
            Factors factors,
            Clock clock) {
        this.pages = pages;
        this.page = page;
        this.passkeys = passkeys;
        this.factors = factors;
        this.clock = clock;
    }

    @PostMapping
    String add(
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String challenge,
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        return pages.forChange(
                request,
                response,
                visitor -> {
                    Optional<String> name = Label.of(label);
                    boolean added =
                            name.isPresent()
                                    && passkeys.add(
                                            visitor.person(),
                                            visitor.who().signIn(),
                                            name.get(),
                                            challenge,
                                            credential,
                                            request);
                    if (!added) {
                        model.addAttribute("fault", name.isEmpty() ? "label" : "passkey");
                        response.setStatus(HttpStatus.BAD_REQUEST.value());
                        return page.of(visitor, request, response, locale, model);
                    }
                    return pages.afterSetUp(
                            visitor,
                            visitor.who().proof().andPasskey(clock.instant()),
                            request,
                            response,
                            model);
                });
    }

    @PostMapping("/rename")
    String rename(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String label,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        return pages.forChange(
                request,
                response,
                visitor -> {
                    Optional<String> name = Label.of(label);
                    if (name.isEmpty()) {
                        model.addAttribute("fault", "label");
                        response.setStatus(HttpStatus.BAD_REQUEST.value());
                        return page.of(visitor, request, response, locale, model);
                    }
                    passkeys.rename(visitor.person(), id, name.get());
                    return pages.redirect(SignIns.SECURITY);
                });
    }

    @PostMapping("/remove")
    String remove(
            @RequestParam(defaultValue = "") String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.forChange(
                request,
                response,
                visitor -> {
                    passkeys.remove(visitor.person(), id);
                    factors.dropRecoveryWithoutFactor(visitor.person());
                    return pages.redirect(SignIns.SECURITY);
                });
    }

    @GetMapping({"", "/rename", "/remove"})
    String back() {
        return pages.redirect(SignIns.SECURITY);
    }
}
