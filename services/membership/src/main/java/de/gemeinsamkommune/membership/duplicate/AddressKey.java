package de.gemeinsamkommune.membership.duplicate;

import com.ibm.icu.text.IDNA;

import java.util.Locale;
import java.util.Set;

/** The form by which two addresses probably lead into the same mailbox. */
final class AddressKey {

    /** These take no notice of dots before the at sign. */
    private static final Set<String> WITHOUT_DOTS = Set.of("gmail.com", "googlemail.com");

    private static final IDNA DOMAINS =
            IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.USE_STD3_RULES);

    private AddressKey() {}

    /**
     * {@return the address in small letters without what follows a plus sign, its domain with
     * {@code ae} for {@code ä}; without dots where the mail service ignores them}
     *
     * @param email an address of the network, its domain in ASCII form
     */
    static String of(String email) {
        int at = email.lastIndexOf('@');
        String local = email.substring(0, at).toLowerCase(Locale.ROOT);
        int plus = local.indexOf('+');
        if (plus > 0) {
            local = local.substring(0, plus);
        }
        String domain =
                NameKey.folded(
                        DOMAINS.nameToUnicode(
                                        email.substring(at + 1),
                                        new StringBuilder(),
                                        new IDNA.Info())
                                .toString());
        return WITHOUT_DOTS.contains(domain)
                ? local.replace(".", "") + "@gmail.com"
                : local + "@" + domain;
    }
}
