package de.gemeinsamkommune.newsletter.subscription;

import com.ibm.icu.text.IDNA;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that can be written to: the part of RFC 5321 that is in use, with the domain in ASCII.
 *
 * @param value the address as it was given, with the domain in lower case and ASCII
 */
record MailAddress(String value) {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;

    private static final Pattern LOCAL_PART =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile(
                    "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /** UTS #46 without transition: with {@code ss} for {@code ß} a stranger would get the mail. */
    private static final IDNA DOMAINS =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.NONTRANSITIONAL_TO_UNICODE
                            | IDNA.USE_STD3_RULES
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ);

    /** The address a person typed; empty when it is none. */
    static Optional<MailAddress> of(String typed) {
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL_PART || text.length() > LONGEST) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        IDNA.Info result = new IDNA.Info();
        String domain =
                DOMAINS.nameToASCII(text.substring(at + 1), new StringBuilder(), result).toString();
        boolean valid =
                !result.hasErrors()
                        && LOCAL_PART.matcher(local).matches()
                        && DOMAIN.matcher(domain).matches()
                        && at + 1 + domain.length() <= LONGEST;
        return valid ? Optional.of(new MailAddress(local + "@" + domain)) : Optional.empty();
    }

    /**
     * The address in lower case, under which it is unique. By the letter of RFC 5321 the local part
     * may tell cases apart; no mail provider does.
     */
    String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Never shows the address. */
    @Override
    public String toString() {
        return "MailAddress[]";
    }
}
