package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.factors.AuthenticatorApp;
import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.factors.RecoveryCodes;
import de.gemeinsamkommune.identity.pages.Continuation;
import de.gemeinsamkommune.identity.session.SignedIn;
import de.gemeinsamkommune.identity.settings.IdentitySettings;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Clock;
import java.util.Optional;

/**
 * Asks for the second factor: after a link, and of who is signed in before they change how they
 * sign in.
 */
@Controller
@RequestMapping(SignIns.SECOND_FACTOR)
@PermitAll
final class SecondFactorController {

    private static final String PAGE = "identity/second-factor";

    private final SignIns signIns;
    private final Factors factors;
    private final AuthenticatorApp app;
    private final RecoveryCodes recovery;
    private final AttemptLimit attempts;
    private final Continuation continuation;
    private final IdentitySettings settings;
    private final Clock clock;

    SecondFactorController(
            SignIns signIns,
            Factors factors,
            AuthenticatorApp app,
            RecoveryCodes recovery,
            AttemptLimit attempts,
            Continuation continuation,
            IdentitySettings settings,
            Clock clock) {
        this.signIns = signIns;
        this.factors = factors;
        this.app = app;
        this.recovery = recovery;
        this.attempts = attempts;
        this.continuation = continuation;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    String ask(HttpServletRequest request) {
        Optional<SignedIn> who = signIns.any(request);
        if (who.isEmpty()) {
            return redirect("/identity/sign-in");
        }
        return factors.any(who.get().person()) ? PAGE : redirect(SignIns.SECURITY);
    }

    /** Takes a code of the app or a recovery code. */
    @PostMapping
    String take(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<SignedIn> who = signIns.any(request);
        if (who.isEmpty()) {
            return redirect("/identity/sign-in");
        }
        String person = who.get().person();
        if (!factors.any(person)) {
            return redirect(SignIns.SECURITY);
        }
        if (!attempts.allowsCode(person)) {
            return tooMany(response);
        }
        String typed = code.strip();
        if (!app.accepts(person, typed.replace(" ", "")) && !recovery.redeem(person, typed)) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("wrong", true);
            return PAGE;
        }
        boolean half = signIns.whole().isEmpty();
        SignedIn proved = who.get().with(who.get().proof().andCode(clock.instant()));
        signIns.strengthen(proved, request, response);
        return half
                ? "redirect:" + continuation.next(request, response)
                : redirect(SignIns.SECURITY);
    }

    private static String tooMany(HttpServletResponse response) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(
                HttpHeaders.RETRY_AFTER, String.valueOf(AttemptLimit.WINDOW.toSeconds()));
        return "identity/too-many-codes";
    }

    private String redirect(String path) {
        return "redirect:" + settings.address(path);
    }
}
