package de.gemeinsamkommune.newsletter.subscription;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The words a subscriber agrees to. A change of the words is a new version with files of its own;
 * the files of a version that was ever shown never change and never go.
 */
@Component
final class ConsentTexts {

    /** Kept with each consent. */
    static final String VERSION = "2026-11";

    /** {@return the words shown now, in German or English} */
    String text(Locale locale) {
        String file = "newsletter/consents/" + VERSION + "_" + locale.getLanguage() + ".txt";
        try {
            return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no " + file, e);
        }
    }
}
