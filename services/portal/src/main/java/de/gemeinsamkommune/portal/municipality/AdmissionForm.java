package de.gemeinsamkommune.portal.municipality;

import de.gemeinsamkommune.portal.frame.Dates;
import de.gemeinsamkommune.portal.frame.Form;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** The fields that say how a unit belongs, and what is known of it. */
public final class AdmissionForm {

    /** The form's fields where the API has other names. */
    public static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("contract", "contractFrom"),
                    Map.entry("contract/from", "contractFrom"),
                    Map.entry("contract/to", "contractTo"),
                    Map.entry("contract/minutesPerWeek", "hours"),
                    Map.entry("facts", "kind"),
                    Map.entry("facts/kind", "kind"),
                    Map.entry("facts/name", "name"),
                    Map.entry("facts/designation", "designation"),
                    Map.entry("facts/ars", "ars"),
                    Map.entry("facts/district", "district"),
                    Map.entry("facts/region", "region"),
                    Map.entry("facts/population", "population"),
                    Map.entry("facts/populationOn", "populationOn"),
                    Map.entry("admission/on", "on"),
                    Map.entry("admission/level", "level"),
                    Map.entry("admission/contract/minutesPerWeek", "hours"),
                    Map.entry("municipality-key-malformed", "key"),
                    Map.entry("municipality-exists", "key"));

    private AdmissionForm() {}

    /** How a unit belongs, as membership takes it. */
    public record Admission(
            @Nullable Facts facts,
            @Nullable String level,
            @Nullable LocalDate on,
            @Nullable Contract contract) {}

    /** What is known of a unit, as membership takes it. */
    public record Facts(
            String kind,
            @Nullable String name,
            @Nullable String designation,
            @Nullable String ars,
            @Nullable String district,
            @Nullable String region,
            @Nullable Integer population,
            @Nullable LocalDate populationOn) {}

    /** The agreement with a partner, as membership takes it. */
    public record Contract(
            @Nullable LocalDate from, @Nullable LocalDate to, @Nullable Integer minutesPerWeek) {}

    /** Reads the form; what cannot be read is refused in it. */
    public static Admission read(Form form) {
        form.require("level", "on");
        return new Admission(facts(form), form.text("level"), day(form, "on"), contract(form));
    }

    private static @Nullable Contract contract(Form form) {
        if (form.text("contractFrom") == null
                && form.text("contractTo") == null
                && form.text("hours") == null) {
            return null;
        }
        form.require("contractFrom", "hours");
        String typed = form.text("hours");
        Optional<Integer> minutes = typed == null ? Optional.empty() : Hours.minutes(typed);
        if (minutes.isEmpty()) {
            form.refuse("hours", "form.hours");
        }
        return new Contract(
                day(form, "contractFrom"), day(form, "contractTo"), minutes.orElse(null));
    }

    private static @Nullable Facts facts(Form form) {
        String kind = form.text("kind");
        if (kind == null) {
            return null;
        }
        form.require("name");
        return new Facts(
                kind,
                form.text("name"),
                form.text("designation"),
                form.text("ars"),
                form.text("district"),
                form.text("region"),
                form.number("population"),
                day(form, "populationOn"));
    }

    private static @Nullable LocalDate day(Form form, String field) {
        String typed = form.text(field);
        if (typed == null) {
            return null;
        }
        Optional<LocalDate> day = Dates.day(typed);
        if (day.isEmpty()) {
            form.refuse(field, "form.date");
        }
        return day.orElse(null);
    }
}
