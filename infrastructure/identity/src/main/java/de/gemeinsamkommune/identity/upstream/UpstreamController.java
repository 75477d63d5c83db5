package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.factors.Factors;
import de.gemeinsamkommune.identity.factors.Need;
import de.gemeinsamkommune.identity.session.Proof;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.UpstreamSettings;
import de.gemeinsamkommune.identity.signin.AttemptLimit;
import de.gemeinsamkommune.identity.signin.ClientAddress;
import de.gemeinsamkommune.identity.signin.SignIns;
import de.gemeinsamkommune.identity.signin.TooMany;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.util.Locale;
import java.util.Optional;

/**
 * The way to the upstream issuer and back. A link leads there and no form, since browsers check
 * every step a form takes against the page's policy, and where the issuer leads is its own affair.
 */
@Controller
@RequestMapping("/identity/upstream")
@PermitAll
final class UpstreamController {

    private static final Logger log = LoggerFactory.getLogger(UpstreamController.class);

    private final UpstreamSettings upstream;
    private final Upstream issuer;
    private final Journeys journeys;
    private final Recognition recognition;
    private final Factors factors;
    private final SignIns signIns;
    private final UpstreamSignOut signOut;
    private final AttemptLimit attempts;
    private final IdentitySettings settings;

    UpstreamController(
            UpstreamSettings upstream,
            Upstream issuer,
            Journeys journeys,
            Recognition recognition,
            Factors factors,
            SignIns signIns,
            UpstreamSignOut signOut,
            AttemptLimit attempts,
            IdentitySettings settings) {
        this.upstream = upstream;
        this.issuer = issuer;
        this.journeys = journeys;
        this.recognition = recognition;
        this.factors = factors;
        this.signIns = signIns;
        this.signOut = signOut;
        this.attempts = attempts;
        this.settings = settings;
    }

    @ModelAttribute("upstream")
    String name() {
        return upstream.name();
    }

    @GetMapping
    String depart(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        return upstream.offered()
                ? "redirect:" + issuer.depart(request, response, locale)
                : toSignIn();
    }

    /** Takes a browser back. What does not hold is answered alike, whatever the reason. */
    @GetMapping("/callback")
    String arrive(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String error,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!upstream.offered()) {
            return toSignIn();
        }
        if (!attempts.allowsClient(ClientAddress.of(request))) {
            return TooMany.requests(response);
        }
        Optional<Journey> journey = journeys.end(state, request, response);
        if (journey.isEmpty() || code.isEmpty() == error.isEmpty()) {
            return refused("failed", response, model);
        }
        OAuth2AuthorizationResponse answer =
                code.isEmpty()
                        ? OAuth2AuthorizationResponse.error(error)
                                .redirectUri(settings.address(Discovery.CALLBACK))
                                .state(state)
                                .build()
                        : OAuth2AuthorizationResponse.success(code)
                                .redirectUri(settings.address(Discovery.CALLBACK))
                                .state(state)
                                .build();
        Arrival arrival;
        try {
            arrival = issuer.arrive(journey.get(), answer);
        } catch (OAuth2AuthenticationException refusal) {
            // the code only: what the issuer writes beside it may be about a person
            log.warn(
                    "A sign-in by the upstream issuer was refused: {}",
                    code.isEmpty() ? "by itself" : refusal.getError().getErrorCode());
            return refused("failed", response, model);
        }
        return switch (recognition.recognise(arrival)) {
            case Recognition.Result.Known(String person) ->
                    begin(person, arrival, request, response);
            case Recognition.Result.Unknown() -> refused("unknown", response, model);
            case Recognition.Result.Unverified() -> refused("unverified", response, model);
        };
    }

    /** The issuer is away; a link by mail still works. */
    @ExceptionHandler
    String away(UpstreamAway away, HttpServletResponse response, Model model) {
        log.warn("A sign-in by the upstream issuer could not go on: {}", away.why());
        model.addAttribute("upstream", upstream.name());
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, "60");
        return "identity/upstream-away";
    }

    private String begin(
            String person,
            Arrival arrival,
            HttpServletRequest request,
            HttpServletResponse response) {
        Proof proof = arrival.proof();
        Need need = proof.severalFactors() ? Need.NOTHING : factors.need(person);
        signOut.remember(arrival.idToken(), response);
        return "redirect:" + signIns.begin(person, proof, need, request, response);
    }

    private static String refused(String reason, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        model.addAttribute("reason", reason);
        return "identity/upstream-refused";
    }

    private String toSignIn() {
        return "redirect:" + settings.address("/identity/sign-in");
    }
}
