package de.gemeinsamkommune.identity.security;

import java.util.Optional;

/** What a person calls a passkey. */
final class Label {

    /** The most characters of a name; the page's form says the same. */
    static final int LONGEST = 60;

    private Label() {}

    /** {@return the name without spaces around it, empty for none and for one nobody can read} */
    static Optional<String> of(String typed) {
        String label = typed.strip();
        boolean readable = label.chars().noneMatch(Character::isISOControl);
        return label.isEmpty() || label.length() > LONGEST || !readable
                ? Optional.empty()
                : Optional.of(label);
    }
}
