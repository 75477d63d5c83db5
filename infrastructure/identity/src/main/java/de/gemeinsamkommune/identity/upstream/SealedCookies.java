package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.Seal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Keeps values in the browser that it can neither read nor change, so that the store holds neither
 * anything of visitors nobody knows yet nor an ID token, in which an address stands.
 */
@Component
final class SealedCookies {

    private static final String PATH = "/identity/upstream";

    /** What a browser keeps for sure, name and attributes included (RFC 6265, 6.1). */
    private static final int LONGEST = 3_900;

    private final IdentitySettings settings;
    private final Seal seal;

    SealedCookies(IdentitySettings settings) {
        this.settings = settings;
        this.seal = new Seal(settings.keyFor("upstream cookies", "AES"));
    }

    /** {@return a text that only this installation can open, and only for this purpose} */
    String seal(String purpose, String plain) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(seal.close(plain.getBytes(StandardCharsets.UTF_8), purpose));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has AES-GCM", impossible);
        }
    }

    /** {@return what was sealed for this purpose, empty when it was not or was changed} */
    Optional<String> open(String purpose, String sealed) {
        try {
            byte[] both = Base64.getUrlDecoder().decode(sealed);
            return Optional.of(new String(seal.open(both, purpose), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | RuntimeException forged) {
            // too short, no Base64, not ours: a browser may send anything
            return Optional.empty();
        }
    }

    /** {@return whether the browser keeps it; a longer one than browsers take is not sent} */
    boolean write(String name, String plain, Duration life, HttpServletResponse response) {
        String sealed = seal(name, plain);
        if (sealed.length() > LONGEST) {
            return false;
        }
        set(name, sealed, life, response);
        return true;
    }

    /** {@return what the browser kept, which it then forgets} */
    Optional<String> take(String name, HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, name);
        if (cookie == null) {
            return Optional.empty();
        }
        set(name, "", Duration.ZERO, response);
        return open(name, cookie.getValue());
    }

    private void set(String name, String value, Duration life, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path(PATH)
                        .httpOnly(true)
                        .secure(settings.secure())
                        // the way back from the issuer is a navigation from elsewhere
                        .sameSite("Lax")
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
