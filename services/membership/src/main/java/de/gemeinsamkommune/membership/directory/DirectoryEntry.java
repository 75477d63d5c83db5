package de.gemeinsamkommune.membership.directory;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What people say of themselves in the directory, and to whom.
 *
 * @param listed whether the person chose to be found; until then the team alone sees anything
 * @param position what the person does, as {@code Integrationsbeauftragte}
 * @param telephone in the form of E.164, as {@code +4989123456}
 * @param topics codes of what the person knows about
 * @param experience plain text about what the person has done
 * @param visibility who sees which field once the person is listed
 */
public record DirectoryEntry(
        boolean listed,
        @Nullable String position,
        @Nullable String telephone,
        List<String> topics,
        @Nullable String experience,
        Visibilities visibility) {

    /** The longest position, in characters. */
    static final int MAX_POSITION = 200;

    /** The longest text about the own experience, in characters. */
    static final int MAX_EXPERIENCE = 1000;

    /** What everybody begins with: not listed, nothing said (GDPR Art. 25). */
    public static final DirectoryEntry NONE =
            new DirectoryEntry(false, null, null, List.of(), null, Visibilities.PROPOSED);

    /** What the history calls the fields of an entry begins so. */
    public static final String HISTORY = "directory/";

    /** Takes off white space at the ends; what is blank then is nothing. Topics are sorted. */
    public DirectoryEntry {
        position = text(position, MAX_POSITION);
        experience = text(experience, MAX_EXPERIENCE);
        topics = topics.stream().distinct().sorted().toList();
    }

    private static @Nullable String text(@Nullable String text, int max) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        if (stripped.length() > max) {
            throw new IllegalArgumentException("a text of the directory is too long");
        }
        return stripped;
    }

    /**
     * {@return whether somebody of the audience sees the field} Whose name they do not see, of that
     * person they see nothing at all.
     */
    boolean shows(Field field, Visibility audience) {
        return audience == Visibility.TEAM
                || (listed
                        && visibility.name().reaches(audience)
                        && visibility.of(field).reaches(audience));
    }

    /** {@return the fields by the names the history gives them; what says nothing is left out} */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(HISTORY + "listed", Boolean.toString(listed));
        put(fields, "position", position);
        put(fields, "telephone", telephone);
        put(fields, "topics", topics.isEmpty() ? null : String.join(", ", topics));
        put(fields, "experience", experience);
        for (Field field : Field.values()) {
            put(
                    fields,
                    "visibility/" + field.name().toLowerCase(Locale.ROOT),
                    visibility.of(field).name());
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(HISTORY + name, value);
        }
    }
}
