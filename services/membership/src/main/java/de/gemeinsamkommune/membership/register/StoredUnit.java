package de.gemeinsamkommune.membership.register;

import org.bson.codecs.pojo.annotations.BsonId;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A unit as a document of one generation.
 *
 * @param id generation and key
 * @param sort name in the order of a German dictionary; the store knows no collation
 */
public record StoredUnit(
        @BsonId String id,
        String generation,
        String key,
        String sort,
        boolean ended,
        AdministrativeUnit unit) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    static StoredUnit of(String generation, AdministrativeUnit unit) {
        return new StoredUnit(
                generation + "/" + unit.key(),
                generation,
                unit.key(),
                sort(unit.name()),
                unit.ended(),
                unit);
    }

    /** {@return the text without case and marks, {@code ß} as {@code ss}} */
    static String sort(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.GERMAN), Normalizer.Form.NFD);
        return MARKS.matcher(plain).replaceAll("").replace("ß", "ss");
    }
}
