package de.gemeinsamkommune.portal.language;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

import java.time.Duration;
import java.util.Locale;

/**
 * The language of the page: the one of {@code ?lang=}, which is kept in a cookie, else the one of
 * that cookie, else German. What the browser prefers is not asked: the pages are made in German.
 */
@Component("localeResolver")
public final class Languages implements LocaleResolver {
    static final String PARAMETER = "lang";
    private static final String COOKIE = "portal_language";
    private static final String CHOSEN = Languages.class.getName();

    private final boolean secure;

    Languages(@Value("${portal.public-url}") String publicUrl) {
        secure = publicUrl.startsWith("https:");
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return of(request);
    }

    @Override
    public void setLocale(
            HttpServletRequest request,
            @Nullable HttpServletResponse response,
            @Nullable Locale locale) {
        Locale chosen = supported(locale == null ? "" : locale.getLanguage());
        request.setAttribute(CHOSEN, chosen);
        if (response != null) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, chosen.getLanguage())
                            .path("/")
                            .maxAge(Duration.ofDays(365))
                            .httpOnly(true)
                            .secure(secure)
                            .sameSite("Lax")
                            .build()
                            .toString());
        }
    }

    /** The language of a request, also before it has reached a page. */
    public static Locale of(HttpServletRequest request) {
        if (request.getAttribute(CHOSEN) instanceof Locale chosen) {
            return chosen;
        }
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return supported(cookie.getValue());
                }
            }
        }
        return Locale.GERMAN;
    }

    private static Locale supported(String language) {
        return language.equals(Locale.ENGLISH.getLanguage()) ? Locale.ENGLISH : Locale.GERMAN;
    }
}
