package de.gemeinsamkommune.identity.pages;

import de.gemeinsamkommune.identity.settings.IdentitySettings;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Chooses the language of a page as the portal does, and shares its cookie, so that the language
 * stays the same on the way through: what is chosen by {@code ?lang=}, else what was chosen before,
 * else German.
 */
@Component("localeResolver")
final class PageLanguage extends AcceptHeaderLocaleResolver implements HandlerInterceptor {

    private static final String PARAMETER = "lang";
    private static final String COOKIE = "portal_language";

    private final IdentitySettings settings;

    PageLanguage(IdentitySettings settings) {
        this.settings = settings;
        setSupportedLocales(List.of(Locale.GERMAN, Locale.ENGLISH));
        setDefaultLocale(Locale.GERMAN);
    }

    /** {@return the language of a page; elsewhere the one the caller accepts} */
    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/identity/")
                ? of(request)
                : super.resolveLocale(request);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Locale chosen = supported(request.getParameter(PARAMETER));
        if (chosen != null) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, chosen.getLanguage())
                            .path("/")
                            .httpOnly(true)
                            .secure(settings.secure())
                            .sameSite("Lax")
                            .maxAge(Duration.ofDays(365))
                            .build()
                            .toString());
        }
        // while nothing of the page is sent: the token of its form comes with a cookie
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
        return true;
    }

    /** {@return the language of a page that answers this request} */
    static Locale of(HttpServletRequest request) {
        Locale chosen = supported(request.getParameter(PARAMETER));
        if (chosen != null) {
            return chosen;
        }
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        Locale before = cookie == null ? null : supported(cookie.getValue());
        return before == null ? Locale.GERMAN : before;
    }

    private static @Nullable Locale supported(@Nullable String language) {
        if (Locale.GERMAN.getLanguage().equals(language)) {
            return Locale.GERMAN;
        }
        return Locale.ENGLISH.getLanguage().equals(language) ? Locale.ENGLISH : null;
    }
}
