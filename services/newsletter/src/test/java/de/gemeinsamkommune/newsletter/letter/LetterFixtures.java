package de.gemeinsamkommune.newsletter.letter;

/** What tests of other packages need of letters. */
public final class LetterFixtures {

    private LetterFixtures() {}

    public static Letterhead letterhead() {
        return new Letterhead(new Wording(), new Pages("https://netz.example"));
    }
}
