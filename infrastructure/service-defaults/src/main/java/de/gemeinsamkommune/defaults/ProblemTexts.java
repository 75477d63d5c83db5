package de.gemeinsamkommune.defaults;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

import java.net.URI;
import java.util.Locale;

/** Puts the texts and the trace id into a problem just before it is written. */
final class ProblemTexts {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemTexts.class);

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    ProblemTexts(String service) {
        if (getClass().getResource("/" + service + "/problems_de.properties") != null) {
            texts.addBasenames(service + "/problems"); // before the common ones, so they win
        }
        texts.addBasenames("defaults/problems");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Languages.DEFAULT);
    }

    /** Completes a problem in the language of the current request. */
    void complete(ProblemDetail problem) {
        complete(problem, Languages.nearest(LocaleContextHolder.getLocale()), traceId());
    }

    void complete(ProblemDetail problem, Locale locale, @Nullable String traceId) {
        switch (problem) {
            case Problem ours -> putTexts(ours, ours.key(), locale, ours.arguments());
            case ProblemDetail other when hasType(other) -> {} // it brings its own texts
            default -> {
                HttpStatusCode status = HttpStatusCode.valueOf(problem.getStatus());
                putTexts(problem, ProblemTypes.of(status), locale);
            }
        }
        if (traceId != null) {
            problem.setProperty("traceId", traceId);
        }
    }

    private void putTexts(ProblemDetail problem, String key, Locale locale, Object... arguments) {
        problem.setType(URI.create("/problems/" + key));
        problem.setTitle(title(key, problem.getStatus(), locale));
        problem.setDetail(texts.getMessage("problem." + key + ".detail", arguments, null, locale));
    }

    /** The text for something wrong in the request, see {@code defaults/problems_*.properties}. */
    String input(String key, Locale locale, Object... arguments) {
        return texts.getMessage("input." + key, arguments, locale);
    }

    private String title(String key, int status, Locale locale) {
        String title = texts.getMessage("problem." + key + ".title", null, null, locale);
        if (title != null) {
            return title;
        }
        LOG.warn("There is no text for the problem {}", key);
        String common = ProblemTypes.of(HttpStatusCode.valueOf(status));
        return texts.getMessage("problem." + common + ".title", null, locale);
    }

    private static boolean hasType(ProblemDetail problem) {
        URI type = problem.getType();
        return type != null && !type.toString().equals("about:blank");
    }

    static @Nullable String traceId() {
        return MDC.get("traceId");
    }
}
