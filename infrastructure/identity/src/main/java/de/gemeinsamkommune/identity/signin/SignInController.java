package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.factors.Passkeys;
import de.gemeinsamkommune.identity.settings.IdentitySettings;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Locale;
import java.util.Optional;

/** The form that asks for an address. Its answer is the same for every address. */
@Controller
@RequestMapping("/identity/sign-in")
@PermitAll
final class SignInController {

    private final AttemptLimit attempts;
    private final SignInMails mails;
    private final Passkeys passkeys;
    private final IdentitySettings settings;

    SignInController(
            AttemptLimit attempts,
            SignInMails mails,
            Passkeys passkeys,
            IdentitySettings settings) {
        this.attempts = attempts;
        this.mails = mails;
        this.passkeys = passkeys;
        this.settings = settings;
    }

    @GetMapping
    String form(HttpServletRequest request, HttpServletResponse response, Model model) {
        SignInPage.offer(passkeys, request, response, model);
        return "identity/sign-in";
    }

    @PostMapping
    String send(
            @RequestParam @Nullable String email,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        if (!attempts.allowsClient(ClientAddress.of(request))) {
            return TooMany.requests(response);
        }
        Optional<String> address = EmailAddress.of(email);
        if (address.isEmpty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("malformed", true);
            SignInPage.offer(passkeys, request, response, model);
            return "identity/sign-in";
        }
        if (attempts.allowsAddress(address.get())) {
            mails.send(address.get(), locale);
        }
        return "redirect:" + settings.address("/identity/sign-in/sent");
    }

    @GetMapping("/sent")
    String sent() {
        return "identity/sent";
    }
}
