package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.factors.Passkeys;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.ui.Model;

/** What the sign-in page shows beside the form for the address. */
final class SignInPage {

    private SignInPage() {}

    /** Offers the button for passkeys, the same to everybody. */
    static void offer(
            Passkeys passkeys,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (passkeys.offered()) {
            model.addAttribute(
                    "ceremony", passkeys.use(PasskeyController.PURPOSE, request, response));
        }
    }
}
