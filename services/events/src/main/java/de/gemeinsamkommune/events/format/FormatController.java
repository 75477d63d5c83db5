package de.gemeinsamkommune.events.format;

import de.gemeinsamkommune.defaults.Page;

import jakarta.annotation.security.PermitAll;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Locale;

/** Shows the formats. */
@RestController
@RequestMapping("/api/events/formats")
final class FormatController {

    private final EventFormats formats;

    FormatController(EventFormats formats) {
        this.formats = formats;
    }

    /**
     * A format in the caller's language.
     *
     * @param code kebab-case, as events carry it
     * @param name one or few words
     * @param description one line
     */
    record Format(String code, String name, String description) {}

    /** Lists all formats in the caller's language. */
    @GetMapping
    @PermitAll
    Page<Format> formats(Locale locale) {
        String language = locale.getLanguage().equals("en") ? "en" : "de";
        return new Page<>(
                formats.all().stream()
                        .map(
                                format ->
                                        new Format(
                                                format.code(),
                                                format.name().getOrDefault(language, ""),
                                                format.description().getOrDefault(language, "")))
                        .toList(),
                null);
    }
}
