package de.gemeinsamkommune.membership.directory;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import java.util.Optional;

/** Reads telephone numbers as people type them. */
final class Telephone {

    /** Numbers without the code of a country are German ones. */
    private static final String REGION = "DE";

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Telephone() {}

    /** {@return the number in the form of E.164, or nothing when it cannot be called} */
    static Optional<String> parse(String text) {
        try {
            PhoneNumber number = NUMBERS.parse(text, REGION);
            // E.164 has no place for an extension, which would be lost without a word
            return NUMBERS.isValidNumber(number) && !number.hasExtension()
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }
}
