package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.settings.UpstreamSettings;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Names the upstream issuer to the sign-in page, where there is one. */
@ControllerAdvice(assignableTypes = {SignInController.class, PasskeyController.class})
final class UpstreamButton {

    private final UpstreamSettings upstream;

    UpstreamButton(UpstreamSettings upstream) {
        this.upstream = upstream;
    }

    @ModelAttribute("upstream")
    @Nullable String name() {
        return upstream.offered() ? upstream.name() : null;
    }
}
