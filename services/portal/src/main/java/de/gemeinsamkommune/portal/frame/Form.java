package de.gemeinsamkommune.portal.frame;

import de.gemeinsamkommune.portal.api.Problem;
import de.gemeinsamkommune.portal.api.RequestRefused;

import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What stands in the fields of a form, what is wrong with it, and the key that makes sending it
 * twice harmless. A refused form is shown again with all that was typed.
 */
public final class Form {
    /** Hidden field: the same for every sending of the form as it was shown. */
    static final String KEY = "formKey";

    /** Hidden field: the version that is being edited. */
    static final String ETAG = "formVersion";

    private static final Pattern KEY_FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern ETAG_FORM = Pattern.compile("\"[\\x21\\x23-\\x7e]{1,64}\"");

    private final MultiValueMap<String, String> values;
    private final Map<String, Fault> faults = new LinkedHashMap<>();
    private final List<Fault> general = new ArrayList<>();
    private final String key;
    private String etag;

    /**
     * Something to mend.
     *
     * @param text in the person's language, as the service wrote it; or empty
     * @param code of a text of our own; or empty
     */
    public record Fault(String text, String code) {}

    private Form(MultiValueMap<String, String> values) {
        this.values = values;
        String sentKey = values.getFirst(KEY);
        String sentEtag = values.getFirst(ETAG);
        key =
                sentKey != null && KEY_FORM.matcher(sentKey).matches()
                        ? sentKey
                        : UUID.randomUUID().toString();
        etag = sentEtag != null && ETAG_FORM.matcher(sentEtag).matches() ? sentEtag : "";
    }

    /** A form nobody has filled in yet. */
    public static Form empty() {
        return new Form(new LinkedMultiValueMap<>());
    }

    /** A form as it was sent. */
    public static Form of(MultiValueMap<String, String> sent) {
        MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
        sent.forEach((name, all) -> all.forEach(value -> values.add(name, value)));
        return new Form(values);
    }

    /** Fills a field in. */
    public Form set(String name, @Nullable Object value) {
        if (value != null) {
            values.set(name, value.toString());
        }
        return this;
    }

    /** Ticks several boxes of one name. */
    public Form setAll(String name, List<String> all) {
        values.put(name, new ArrayList<>(all));
        return this;
    }

    /** Remembers which version is edited. */
    public Form version(@Nullable String version) {
        etag = version == null ? "" : version;
        return this;
    }

    /** What stands in the field; empty when nothing does. */
    public String value(String name) {
        String value = values.getFirst(name);
        return value == null ? "" : value;
    }

    /** What stands in the field without spaces around it; null when nothing does. */
    public @Nullable String text(String name) {
        String value = value(name).strip();
        return value.isEmpty() ? null : value.replace("\r\n", "\n");
    }

    /** The whole number that stands in the field; null, and refused, when there is another text. */
    public @Nullable Integer number(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return Integer.valueOf(value);
        } catch (NumberFormatException e) {
            refuse(name, "form.number");
            return null;
        }
    }

    /**
     * The euros that stand in the field, in cents; null, and refused, when there is another text.
     */
    public @Nullable Long cents(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        Optional<Long> cents = Numbers.cents(value);
        if (cents.isEmpty()) {
            refuse(name, "form.euros");
        }
        return cents.orElse(null);
    }

    /** All that was ticked or filled in under the name, without empty ones. */
    public List<String> values(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(v -> v != null && !v.isBlank())
                .toList();
    }

    /** Whether the box or choice of this value is ticked. */
    public boolean has(String name, String value) {
        return values(name).contains(value);
    }

    /** The Idempotency-Key of this form. */
    public String key() {
        return key;
    }

    /** The version that is edited; empty when the form creates something. */
    public String etag() {
        return etag;
    }

    /** Says what is wrong with a field by the code of a text. */
    public Form refuse(String name, String code) {
        faults.putIfAbsent(name, new Fault("", code));
        return this;
    }

    /** Says what is wrong with the whole by the code of a text. */
    public Form refuse(String code) {
        general.add(new Fault("", code));
        return this;
    }

    /** Refuses what must not be empty and is. */
    public Form require(String... names) {
        for (String name : names) {
            if (text(name) == null) {
                refuse(name, "form.required");
            }
        }
        return this;
    }

    /**
     * Takes over what a service found wrong, at its fields where it named them.
     *
     * @param fields the names of the form's fields by the names in the request's JSON, where they
     *     differ, and by the types of problems that are about one field; what belongs to no field
     *     of the form is said above it
     */
    public Form refuse(RequestRefused refused, Map<String, String> fields) {
        List<Fault> unplaced = new ArrayList<>();
        for (Problem.Field field : refused.fields()) {
            String pointer =
                    field.pointer().startsWith("#")
                            ? field.pointer().substring(1)
                            : field.pointer();
            String whole = pointer.startsWith("/") ? pointer.substring(1) : pointer;
            int end = whole.indexOf('/');
            String first = end < 0 ? whole : whole.substring(0, end);
            Fault fault = new Fault(field.detail(), "");
            String name =
                    Optional.ofNullable(fields.get(whole))
                            .or(() -> Optional.ofNullable(fields.get(first)))
                            .orElse(first);
            if (values.containsKey(name)) {
                faults.putIfAbsent(name, fault);
            } else {
                unplaced.add(fault);
            }
        }
        if (refused.fields().isEmpty()) {
            String field = fields.get(refused.type());
            if (field == null) {
                general.add(new Fault(refused.text(), ""));
            } else {
                faults.putIfAbsent(field, new Fault(refused.text(), ""));
            }
        }
        general.addAll(unplaced);
        return this;
    }

    /** Takes over what a service found wrong, where form and JSON use the same names. */
    public Form refuse(RequestRefused refused) {
        return refuse(refused, Map.of());
    }

    /** Whether something has to be mended. */
    public boolean refused() {
        return !faults.isEmpty() || !general.isEmpty();
    }

    /** What is wrong with the field, if anything. */
    public @Nullable Fault fault(String name) {
        return faults.get(name);
    }

    /** What is wrong, by field. */
    public Map<String, Fault> faults() {
        return faults;
    }

    /** What is wrong with the whole. */
    public List<Fault> general() {
        return general;
    }
}
