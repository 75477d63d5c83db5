package de.gemeinsamkommune.identity.signin;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address as people type it. */
public final class EmailAddress {

    // RFC 5321, 4.5.3.1; whether it exists only a mail can tell
    private static final Pattern PLAUSIBLE =
            Pattern.compile("[^\\s@<>,;:\"\\\\\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}.-]{1,189}");

    private EmailAddress() {}

    /**
     * {@return the address in lower case without the blanks around it, empty when it can be none}
     *
     * @param typed what the form sent
     */
    public static Optional<String> of(@Nullable String typed) {
        if (typed == null || typed.length() > 300) {
            return Optional.empty();
        }
        String address = typed.strip().toLowerCase(Locale.ROOT);
        return PLAUSIBLE.matcher(address).matches() ? Optional.of(address) : Optional.empty();
    }
}
