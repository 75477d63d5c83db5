package de.gemeinsamkommune.membership.person;

import com.ibm.icu.text.IDNA;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that any mail server takes (RFC 5321, RFC 5322 dot-atom): at most 64 octets
 * before the at sign, 254 in all. The domain is kept in lower case and, where it is international,
 * in its ASCII form (RFC 5891), so it is compared and sent to in one form only.
 *
 * <p>Refused although RFC 5321 allows them: quoted local parts, address literals and domains of one
 * label, which no municipality has and many servers reject. Refused too: local parts beyond ASCII,
 * since they need an extension (RFC 6531) that the recipient's server may lack.
 *
 * @param value the address, local part as it was given
 */
public record EmailAddress(String value) {

    private static final int MAX = 254;
    private static final int MAX_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]+\\.)+(?![0-9]+$)[a-z0-9-]+");

    /**
     * UTS #46 without transition: {@code ß} stays what it is. {@code java.net.IDN} still follows
     * IDNA 2003 and makes it {@code ss}, which is another domain: a mail would go to a stranger.
     */
    private static final IDNA DOMAINS =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.NONTRANSITIONAL_TO_UNICODE
                            | IDNA.USE_STD3_RULES
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ);

    /** Refuses what {@link #parse} would not return; the text never stands in the message. */
    public EmailAddress {
        if (!parse(value, false).map(value::equals).orElse(false)) {
            throw new IllegalArgumentException("not a normalised e-mail address");
        }
    }

    /**
     * Reads an address as a person types it.
     *
     * @return the address, or empty when it is none
     */
    public static Optional<EmailAddress> parse(String text) {
        return parse(text.strip(), true).map(EmailAddress::new);
    }

    /** {@return the form by which two addresses are the same: all in lower case} */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** {@return nothing of the address, so that it cannot slip into a log} */
    @Override
    public String toString() {
        return "EmailAddress[…]";
    }

    private static Optional<String> parse(String text, boolean international) {
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > MAX) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        if (local.length() > MAX_LOCAL || !LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return domain(text.substring(at + 1), international)
                .map(domain -> local + "@" + domain)
                .filter(address -> address.length() <= MAX);
    }

    private static Optional<String> domain(String text, boolean international) {
        IDNA.Info result = new IDNA.Info();
        String unicode = DOMAINS.nameToUnicode(text, new StringBuilder(), result).toString();
        if (result.hasErrors()
                || !unicode.codePoints().allMatch(c -> c == '.' || may(c))
                || (!international && !StandardCharsets.US_ASCII.newEncoder().canEncode(text))) {
            return Optional.empty();
        }
        String ascii = DOMAINS.nameToASCII(text, new StringBuilder(), result).toString();
        return result.hasErrors() || !DOMAIN.matcher(ascii).matches()
                ? Optional.empty()
                : Optional.of(ascii);
    }

    /** Letters, digits, marks and the hyphen: what IDNA 2008 (RFC 5892) lets into a label. */
    private static boolean may(int c) {
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER ->
                    true;
            default -> c == '-';
        };
    }
}
