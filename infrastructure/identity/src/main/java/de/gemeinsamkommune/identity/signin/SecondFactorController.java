package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.factors.AuthenticatorApp;
import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.factors.Passkeys;
import de.gemeinsamkommune.identity.factors.RecoveryCodes;
import de.gemeinsamkommune.identity.pages.Continuation;
import de.gemeinsamkommune.identity.session.Proof;
import de.gemeinsamkommune.identity.session.SignedIn;
import de.gemeinsamkommune.identity.settings.IdentitySettings;

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
    private final Passkeys passkeys;
    private final RecoveryCodes recovery;
    private final AttemptLimit attempts;
    private final Continuation continuation;
    private final IdentitySettings settings;
    private final Clock clock;

    SecondFactorController(
            SignIns signIns,
            Factors factors,
            AuthenticatorApp app,
            Passkeys passkeys,
            RecoveryCodes recovery,
            AttemptLimit attempts,
            Continuation continuation,
            IdentitySettings settings,
            Clock clock) {
        this.signIns = signIns;
        this.factors = factors;
        this.app = app;
        this.passkeys = passkeys;
        this.recovery = recovery;
        this.attempts = attempts;
        this.continuation = continuation;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    String ask(HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<SignedIn> who = signIns.any(request);
        if (who.isEmpty()) {
            return redirect("/identity/sign-in");
        }
        return factors.any(who.get().person())
                ? page(who.get(), request, response, model)
                : redirect(SignIns.SECURITY);
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
            return TooMany.codes(response);
        }
        String typed = code.strip();
        if (!app.accepts(person, typed.replace(" ", "")) && !recovery.redeem(person, typed)) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("wrong", true);
            return page(who.get(), request, response, model);
        }
        return goOn(who.get(), who.get().proof().andCode(clock.instant()), request, response);
    }

    /** Takes a passkey of the person who is asked; one of somebody else is refused. */
    @PostMapping("/passkey")
    String takePasskey(
            @RequestParam(defaultValue = "") String challenge,
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<SignedIn> asked = signIns.any(request);
        if (asked.isEmpty()) {
            return redirect("/identity/sign-in");
        }
        SignedIn who = asked.get();
        if (!factors.any(who.person())) {
            return redirect(SignIns.SECURITY);
        }
        if (!attempts.allowsClient(ClientAddress.of(request))) {
            return TooMany.requests(response);
        }
        boolean right =
                passkeys.check(purpose(who), challenge, credential, request)
                        .filter(who.person()::equals)
                        .isPresent();
        if (!right) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("refused", true);
            return page(who, request, response, model);
        }
        return goOn(who, who.proof().andPasskey(clock.instant()), request, response);
    }

    @GetMapping("/passkey")
    String back() {
        return redirect(SignIns.SECOND_FACTOR);
    }

    private String page(
            SignedIn who, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (passkeys.offered()) {
            model.addAttribute("ceremony", passkeys.use(purpose(who), request, response));
        }
        return PAGE;
    }

    private static String purpose(SignedIn who) {
        return "second-factor " + who.signIn();
    }

    private String goOn(
            SignedIn who, Proof proof, HttpServletRequest request, HttpServletResponse response) {
        boolean half = signIns.whole().isEmpty();
        signIns.strengthen(who.with(proof), request, response);
        return half
                ? "redirect:" + continuation.next(request, response)
                : redirect(SignIns.SECURITY);
    }

    private String redirect(String path) {
        return "redirect:" + settings.address(path);
    }
}
