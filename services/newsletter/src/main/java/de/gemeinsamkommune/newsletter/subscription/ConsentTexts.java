package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.newsletter.letter.Wording;

import org.springframework.stereotype.Component;

import java.util.Locale;

/** The words a subscriber agrees to. A change of the words is a new version. */
@Component
final class ConsentTexts {

    /** Kept with each consent; all versions ever shown stay in the repository's history. */
    static final String VERSION = "2026-11";

    private final Wording wording;

    ConsentTexts(Wording wording) {
        this.wording = wording;
    }

    String text(Locale locale) {
        return wording.text(locale, "consent");
    }
}
