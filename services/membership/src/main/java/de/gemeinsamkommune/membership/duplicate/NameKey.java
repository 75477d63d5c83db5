package de.gemeinsamkommune.membership.duplicate;

import de.gemeinsamkommune.membership.person.PersonName;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The form by which two names are the same, however they were written. */
final class NameKey {

    private static final Set<String> TITLES =
            Set.of(
                    "dr",
                    "prof",
                    "professor",
                    "professorin",
                    "doktor",
                    "dipl",
                    "ing",
                    "mag",
                    "med",
                    "phil",
                    "jur",
                    "rer",
                    "nat",
                    "pol",
                    "oec",
                    "habil",
                    "hc",
                    "phd",
                    "msc",
                    "bsc",
                    "ma",
                    "ba",
                    "herr",
                    "frau");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private NameKey() {}

    /**
     * {@return the parts of the name in alphabetical order: small letters without accents, {@code
     * ä} as {@code ae} and {@code ß} as {@code ss}, without titles, hyphens and double spaces;
     * whichever part was entered as the given name}
     */
    static String of(PersonName name) {
        List<String> parts =
                Arrays.stream(BETWEEN.split(folded(name.full())))
                        .filter(part -> !part.isEmpty())
                        .toList();
        List<String> proper = parts.stream().filter(part -> !TITLES.contains(part)).toList();
        // somebody's family may be called Herr: of a name always something is left
        return String.join(" ", (proper.size() < 2 ? parts : proper).stream().sorted().toList());
    }

    /** {@return the text in small letters without accents} */
    static String folded(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String german =
                composed.replace("ä", "ae")
                        .replace("ö", "oe")
                        .replace("ü", "ue")
                        .replace("ß", "ss");
        return MARKS.matcher(Normalizer.normalize(german, Normalizer.Form.NFKD)).replaceAll("");
    }
}
