package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.factors.Need;
import de.gemeinsamkommune.identity.session.Proof;

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
 * The page a link leads to. Opening it changes nothing, since mail scanners open links too; its
 * button signs in, by half where a second factor is to follow.
 */
@Controller
@RequestMapping("/identity/link")
@PermitAll
final class LinkController {

    private final SignInLinks links;
    private final Factors factors;
    private final SignIns signIns;
    private final Clock clock;

    LinkController(SignInLinks links, Factors factors, SignIns signIns, Clock clock) {
        this.links = links;
        this.factors = factors;
        this.signIns = signIns;
        this.clock = clock;
    }

    @GetMapping
    String show(
            @RequestParam(defaultValue = "") String token,
            HttpServletResponse response,
            Model model) {
        if (!links.works(token)) {
            return gone(response);
        }
        model.addAttribute("token", token);
        return "identity/link";
    }

    @PostMapping
    String signIn(
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<String> owner = links.owner(token);
        if (owner.isEmpty()) {
            return gone(response);
        }
        // before the link is used up: without an answer of membership it still works afterwards
        Need need = factors.need(owner.get());
        Optional<String> person = links.redeem(token);
        if (person.isEmpty()) {
            return gone(response);
        }
        Proof proof = Proof.link(clock.instant());
        return "redirect:" + signIns.begin(person.get(), proof, need, request, response);
    }

    private static String gone(HttpServletResponse response) {
        response.setStatus(HttpStatus.GONE.value());
        return "identity/link-gone";
    }
}
