package de.gemeinsamkommune.portal.frame;

import de.gemeinsamkommune.portal.api.ServiceUnreachable;
import de.gemeinsamkommune.portal.api.SignInExpired;
import de.gemeinsamkommune.portal.settings.PortalSettings;
import de.gemeinsamkommune.portal.signin.Viewer;
import de.gemeinsamkommune.portal.signin.Viewers;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.UriComponentsBuilder;

/** What the frame around every page shows; the templates know it as {@code frame}. */
@Component
public final class Frame {
    private final PortalSettings settings;
    private final Viewers viewers;

    Frame(PortalSettings settings, Viewers viewers) {
        this.settings = settings;
        this.viewers = viewers;
    }

    /** Who is signed in; null when nobody is, or on the page that says so. */
    public @Nullable Viewer viewer() {
        try {
            return viewers.current().orElse(null);
        } catch (SignInExpired | ServiceUnreachable e) {
            return null;
        }
    }

    /** Whether made-up data is loaded. */
    public boolean demo() {
        return settings.demo();
    }

    /** The address people know, without a slash at the end. */
    public String publicUrl() {
        return settings.publicUrl();
    }

    /** The language of the page, as in {@code lang="de"}. */
    public String language() {
        return LocaleContextHolder.getLocale().getLanguage();
    }

    /** The path of the page, also on an error page. */
    public String path() {
        HttpServletRequest request = request();
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
    }

    /** Whether the page is this one. */
    public boolean at(String page) {
        return path().equals(page);
    }

    /** Whether the page is this one or below it. */
    public boolean within(String page) {
        return path().equals(page) || path().startsWith(page + "/");
    }

    /** This page in another language; the start page where this one was an answer to a form. */
    public String inLanguage(String language) {
        HttpServletRequest request = request();
        UriComponentsBuilder link =
                UriComponentsBuilder.fromPath(
                        request.getMethod().equals("GET") ? request.getRequestURI() : "/");
        if (request.getMethod().equals("GET") && request.getQueryString() != null) {
            link.query(request.getQueryString());
        }
        return link.replaceQueryParam("lang", language).build().toUriString();
    }

    /** The code of the text that says what was just done; null when nothing was. */
    public @Nullable String flash() {
        var flash = RequestContextUtils.getInputFlashMap(request());
        return flash != null && flash.get("flash") instanceof String code ? code : null;
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                .getRequest();
    }
}
