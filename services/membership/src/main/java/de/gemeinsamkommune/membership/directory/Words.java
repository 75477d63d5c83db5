package de.gemeinsamkommune.membership.directory;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words of texts in the one form in which they are compared: without case and marks, {@code ß} as
 * {@code ss}. A word with an umlaut has a second form ({@code ue} for {@code ü}), so that it is
 * found however somebody without a German keyboard types it.
 */
final class Words {

    /** So many characters of a word count. */
    static final int LONGEST = 20;

    /** So many words of one text are found by. */
    private static final int MOST = 150;

    /** So many words of one text are found by their beginnings. */
    private static final int MOST_BEGINNINGS = 12;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Words() {}

    /** {@return the text in the form that is compared and sorted by} */
    static String plain(String text) {
        String decomposed =
                Normalizer.normalize(text.toLowerCase(Locale.GERMAN), Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").replace("ß", "ss");
    }

    /** {@return the words of what somebody asks for, each once} */
    static List<String> asked(String text) {
        return words(plain(text)).distinct().toList();
    }

    /** {@return the words of a text, each in both forms} */
    static Set<String> of(String text) {
        Set<String> all = new LinkedHashSet<>();
        words(plain(text)).limit(MOST).forEach(all::add);
        words(plain(spelled(text))).limit(MOST).forEach(all::add);
        return all;
    }

    /** {@return the words of a short text in both forms and all that they begin with} */
    static Set<String> beginnings(String text) {
        Set<String> all = new LinkedHashSet<>();
        Stream.concat(
                        words(plain(text)).limit(MOST_BEGINNINGS),
                        words(plain(spelled(text))).limit(MOST_BEGINNINGS))
                .forEach(
                        word -> {
                            for (int end = 1; end <= word.length(); end++) {
                                all.add(word.substring(0, end));
                            }
                        });
        return all;
    }

    private static Stream<String> words(String plain) {
        return Arrays.stream(BETWEEN.split(plain))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, Math.min(LONGEST, word.length())));
    }

    private static String spelled(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.GERMAN), Normalizer.Form.NFC)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue");
    }
}
