package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.UpstreamSettings;
import de.gemeinsamkommune.identity.signin.SignIns;
import de.gemeinsamkommune.identity.upstream.UpstreamLinks;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import java.util.Locale;

/** The page of a person's own factors, and their recovery codes. */
@Controller
@RequestMapping(SignIns.SECURITY)
@PermitAll
final class SecurityController {

    private final SecurityPages pages;
    private final Factors factors;
    private final SecurityPage page;
    private final UpstreamSettings upstream;
    private final UpstreamLinks links;
    private final IdentitySettings settings;

    SecurityController(
            SecurityPages pages,
            Factors factors,
            SecurityPage page,
            UpstreamSettings upstream,
            UpstreamLinks links,
            IdentitySettings settings) {
        this.pages = pages;
        this.factors = factors;
        this.page = page;
        this.upstream = upstream;
        this.links = links;
        this.settings = settings;
    }

    @GetMapping
    String show(
            HttpServletRequest request, HttpServletResponse response, Locale locale, Model model) {
        return pages.forVisitor(
                request, response, visitor -> page.of(visitor, request, response, locale, model));
    }

    /** Asks for a fresh sign-in of somebody who has no factor that could confirm who they are. */
    @PostMapping("/confirm")
    String confirm(HttpServletRequest request, HttpServletResponse response) {
        return pages.forVisitor(
                request,
                response,
                visitor -> pages.confirmation(visitor, factors.any(visitor.person()), response));
    }

    @PostMapping("/recovery-codes")
    String renew(HttpServletRequest request, HttpServletResponse response, Model model) {
        return pages.forChange(
                request,
                response,
                visitor ->
                        factors.any(visitor.person())
                                ? pages.codes(
                                        visitor.person(), settings.address(SignIns.SECURITY), model)
                                : pages.redirect(SignIns.SECURITY));
    }

    /** Lets the person be linked anew, to another account at the same issuer for instance. */
    @PostMapping("/upstream/remove")
    String unlink(HttpServletRequest request, HttpServletResponse response) {
        return pages.forChange(
                request,
                response,
                visitor -> {
                    links.unlink(visitor.person(), upstream.issuer());
                    return pages.redirect(SignIns.SECURITY);
                });
    }

    /** Codes are shown once; whoever comes again, to change the language say, sees the page. */
    @GetMapping({"/recovery-codes", "/confirm", "/upstream/remove"})
    String back() {
        return pages.redirect(SignIns.SECURITY);
    }
}
