package de.gemeinsamkommune.identity.security;

import de.gemeinsamkommune.identity.factors.RecoveryCodes;
import de.gemeinsamkommune.identity.pages.Continuation;
import de.gemeinsamkommune.identity.session.Proof;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.signin.SignIns;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

import java.util.Optional;
import java.util.function.Function;

/** What the actions of the page have in common: who may, and where the browser goes on. */
@Component
final class SecurityPages {

    private final Visitors visitors;
    private final SignIns signIns;
    private final RecoveryCodes recovery;
    private final Continuation continuation;
    private final IdentitySettings settings;

    SecurityPages(
            Visitors visitors,
            SignIns signIns,
            RecoveryCodes recovery,
            Continuation continuation,
            IdentitySettings settings) {
        this.visitors = visitors;
        this.signIns = signIns;
        this.recovery = recovery;
        this.continuation = continuation;
        this.settings = settings;
    }

    /** {@return the view for whoever is signed in; others are led to where they can be} */
    String forVisitor(
            HttpServletRequest request,
            HttpServletResponse response,
            Function<Visitor, String> view) {
        Optional<Visitor> visitor = visitors.of(request);
        if (visitor.isPresent()) {
            return view.apply(visitor.get());
        }
        if (visitors.owesFactor(request)) {
            return redirect("/identity/second-factor");
        }
        continuation.rememberSecurity(response);
        return redirect("/identity/sign-in");
    }

    /** {@return the view for who may change something now; others see the page, which says why} */
    String forChange(
            HttpServletRequest request,
            HttpServletResponse response,
            Function<Visitor, String> view) {
        return forVisitor(
                request,
                response,
                visitor -> visitor.mayChange() ? view.apply(visitor) : redirect(SignIns.SECURITY));
    }

    /**
     * Goes on after a factor was set up and used. The first one brings recovery codes; who had to
     * set it up is signed in with it.
     */
    String afterSetUp(
            Visitor visitor,
            Proof proof,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        signIns.strengthen(visitor.who().with(proof), request, response);
        String next =
                visitor.settingUp()
                        ? continuation.next(request, response)
                        : settings.address(SignIns.SECURITY);
        return recovery.left(visitor.person()) == 0
                ? codes(visitor.person(), next, model)
                : "redirect:" + next;
    }

    /** {@return the page that shows new recovery codes, once} */
    String codes(String person, String next, Model model) {
        model.addAttribute("codes", recovery.renew(person));
        model.addAttribute("next", next);
        return "identity/recovery-codes";
    }

    /** {@return where a person shows anew who they are before they change something} */
    String confirmation(Visitor visitor, boolean hasFactor, HttpServletResponse response) {
        if (visitor.mayChange()) {
            return redirect(SignIns.SECURITY);
        }
        if (hasFactor) {
            return redirect("/identity/second-factor");
        }
        continuation.rememberSecurity(response);
        return redirect("/identity/sign-in");
    }

    String redirect(String path) {
        return "redirect:" + settings.address(path);
    }
}
