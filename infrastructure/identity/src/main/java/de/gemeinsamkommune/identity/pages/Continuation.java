package de.gemeinsamkommune.identity.pages;

import de.gemeinsamkommune.identity.settings.IdentitySettings;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Remembers in the browser what it wanted before it had to sign in, so that the store need not hold
 * anything for visitors nobody knows yet.
 */
@Component
public final class Continuation {

    private static final String COOKIE = "identity_continue";
    private static final String ALLOWED = "/oauth2/authorize?";
    private static final String SECURITY = "/identity/security";
    private static final int LONGEST = 3000;

    private final IdentitySettings settings;

    Continuation(IdentitySettings settings) {
        this.settings = settings;
    }

    /** Remembers an authorization request for half an hour; one that is too long is forgotten. */
    public void remember(HttpServletRequest request, HttpServletResponse response) {
        StringBuilder target = new StringBuilder(ALLOWED);
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            for (String value : values) {
                                target.append(encode(name))
                                        .append('=')
                                        .append(encode(value))
                                        .append('&');
                            }
                        });
        target.setLength(target.length() - 1);
        String value = encode(target.toString());
        if (value.length() <= LONGEST) {
            write(response, value, Duration.ofMinutes(30));
        }
    }

    /** Remembers the page of the person's factors for half an hour. */
    public void rememberSecurity(HttpServletResponse response) {
        write(response, encode(SECURITY), Duration.ofMinutes(30));
    }

    /**
     * {@return where the browser goes on now: to the remembered request, or to the portal's
     * sign-in, which starts one, when it remembers none}
     */
    public String next(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return settings.address("/anmelden");
        }
        write(response, "", Duration.ZERO);
        String target = decode(cookie.getValue());
        return target != null && (target.startsWith(ALLOWED) || target.equals(SECURITY))
                ? settings.address(target)
                : settings.address("/anmelden");
    }

    private void write(HttpServletResponse response, String value, Duration life) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path("/identity")
                        .httpOnly(true)
                        .secure(settings.secure())
                        .sameSite("Lax")
                        .maxAge(life)
                        .build()
                        .toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            // a line break would end the header it is to stand in
            return decoded.chars().allMatch(c -> c > ' ' && c < 127) ? decoded : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
