package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.token.SignOut;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page that asks whether to sign out, for whoever does not come by the portal's button. */
@Controller
@RequestMapping("/identity")
@PermitAll
final class SignOutController {

    private final SignOut signOut;

    SignOutController(SignOut signOut) {
        this.signOut = signOut;
    }

    @GetMapping("/sign-out")
    String ask() {
        return "identity/sign-out";
    }

    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request) {
        signOut.end(request);
        return "redirect:" + signOut.next();
    }

    @GetMapping("/signed-out")
    String signedOut() {
        return "identity/signed-out";
    }
}
