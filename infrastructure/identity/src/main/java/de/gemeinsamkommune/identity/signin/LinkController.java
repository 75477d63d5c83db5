package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.pages.Continuation;
import de.gemeinsamkommune.identity.session.SignedIn;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Optional;
import java.util.UUID;

/**
 * The page a link leads to. Opening it changes nothing, since mail scanners open links too; its
 * button signs in.
 */
@Controller
@RequestMapping("/identity/link")
@PermitAll
final class LinkController {

    private final SignInLinks links;
    private final Continuation continuation;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    LinkController(SignInLinks links, Continuation continuation) {
        this.links = links;
        this.continuation = continuation;
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
        Optional<String> person = links.redeem(token);
        if (person.isEmpty()) {
            return gone(response);
        }
        HttpSession before = request.getSession(false);
        if (before != null) {
            // a new session for a new sign-in, so that nobody can have prepared it
            before.invalidate();
        }
        SecurityContext context =
                new SecurityContextImpl(new SignedIn(person.get(), UUID.randomUUID().toString()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        return "redirect:" + continuation.next(request, response);
    }

    private static String gone(HttpServletResponse response) {
        response.setStatus(HttpStatus.GONE.value());
        return "identity/link-gone";
    }
}
