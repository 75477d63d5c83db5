package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.settings.UpstreamSettings;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Optional;

/**
 * The page between the sign-out here and the one at the upstream issuer. It is a page and no
 * redirect, since browsers let a form go only where its page's policy says, on every step.
 */
@Controller
@PermitAll
final class UpstreamSignOutController {

    private final UpstreamSettings upstream;
    private final UpstreamSignOut signOut;

    UpstreamSignOutController(UpstreamSettings upstream, UpstreamSignOut signOut) {
        this.upstream = upstream;
        this.signOut = signOut;
    }

    @GetMapping(UpstreamSignOut.PAGE)
    String leave(
            @RequestParam(defaultValue = "") String then,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<String> address = signOut.address(then, request, response);
        if (address.isEmpty()) {
            return "redirect:" + signOut.target(then);
        }
        model.addAttribute("upstream", upstream.name());
        model.addAttribute("address", address.get());
        response.setHeader("Refresh", "0; url=" + address.get());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return "identity/upstream-sign-out";
    }

    /** Takes the browser back from the issuer. */
    @GetMapping(UpstreamSignOut.RETURN)
    String back(@RequestParam(defaultValue = "") String state) {
        return "redirect:" + signOut.target(state);
    }
}
