package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.factors.Need;
import de.gemeinsamkommune.identity.factors.Passkeys;
import de.gemeinsamkommune.identity.people.People;
import de.gemeinsamkommune.identity.session.Proof;
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

/** Signs in with a passkey. What does not work is answered alike, whatever the reason. */
@Controller
@RequestMapping("/identity/passkey")
@PermitAll
final class PasskeyController {

    /** What the challenge of the sign-in page is for. */
    static final String PURPOSE = "sign-in";

    private final Passkeys passkeys;
    private final People people;
    private final SignIns signIns;
    private final AttemptLimit attempts;
    private final IdentitySettings settings;
    private final Clock clock;

    PasskeyController(
            Passkeys passkeys,
            People people,
            SignIns signIns,
            AttemptLimit attempts,
            IdentitySettings settings,
            Clock clock) {
        this.passkeys = passkeys;
        this.people = people;
        this.signIns = signIns;
        this.attempts = attempts;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping
    String signIn(
            @RequestParam(defaultValue = "") String challenge,
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!attempts.allowsClient(ClientAddress.of(request))) {
            return TooMany.requests(response);
        }
        Optional<String> person =
                passkeys.check(PURPOSE, challenge, credential, request)
                        .filter(one -> people.access(one).isPresent());
        if (person.isEmpty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("refused", true);
            SignInPage.offer(passkeys, request, response, model);
            return "identity/sign-in";
        }
        Proof proof = Proof.passkey(clock.instant());
        return "redirect:" + signIns.begin(person.get(), proof, Need.NOTHING, request, response);
    }

    @GetMapping
    String back() {
        return "redirect:" + settings.address("/identity/sign-in");
    }
}
