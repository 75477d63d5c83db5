package de.gemeinsamkommune.portal.frame;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names the codes a form offers, in the language of the page. */
@Component
public final class Choices {
    private final MessageSource texts;

    Choices(MessageSource texts) {
        this.texts = texts;
    }

    /** The text {@code <prefix>.<code>} for each code, in the given order. */
    public Map<String, String> of(String prefix, String... codes) {
        Map<String, String> named = new LinkedHashMap<>();
        Arrays.stream(codes)
                .forEach(
                        code ->
                                named.put(
                                        code,
                                        texts.getMessage(
                                                prefix + "." + code,
                                                null,
                                                LocaleContextHolder.getLocale())));
        return named;
    }
}
