package de.gemeinsamkommune.membership.municipality;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Objects;
import java.util.regex.Pattern;

/** What can be asked of a municipality. */
sealed interface MunicipalityCommand {

    /**
     * Takes an administrative unit into the network.
     *
     * @param key official municipality key: 5 digits for a district or an independent city, 8 for a
     *     municipality (AGS); a string, since the leading zero counts
     * @param ars regional key (ARS): the same 5 digits, or 12
     * @param designation title that is spoken before the name, as {@code Landkreis}
     * @param name without the title
     * @param kind level of administration
     * @param district name of the Landkreis a municipality belongs to; only for a municipality
     * @param region Regierungsbezirk
     * @param population inhabitants, from 1
     * @param populationOn day for which the population was counted
     * @param level how closely it belongs
     * @param on first day of belonging
     */
    record Admit(
            String key,
            String ars,
            String designation,
            String name,
            MunicipalityKind kind,
            @Nullable String district,
            String region,
            int population,
            LocalDate populationOn,
            MembershipLevel level,
            LocalDate on)
            implements MunicipalityCommand {

        private static final Pattern UPPER_KEY = Pattern.compile("[0-9]{5}");
        private static final Pattern KEY = Pattern.compile("[0-9]{8}");
        private static final Pattern ARS = Pattern.compile("[0-9]{12}");

        /** Refuses keys that cannot be official ones, and facts that contradict each other. */
        public Admit {
            boolean municipality = kind == MunicipalityKind.MUNICIPALITY;
            if (!(municipality ? KEY : UPPER_KEY).matcher(key).matches()) {
                throw new IllegalArgumentException(key + " is no key of a " + kind);
            }
            // AGS = first 5 and last 3 digits of the ARS
            if (municipality
                    ? !ARS.matcher(ars).matches()
                            || !key.equals(ars.substring(0, 5) + ars.substring(9))
                    : !ars.equals(key)) {
                throw new IllegalArgumentException(ars + " is not the ARS of " + key);
            }
            if (municipality == (district == null)) {
                throw new IllegalArgumentException(key + ": only a municipality has a district");
            }
            if (designation.isBlank() || name.isBlank() || region.isBlank() || population < 1) {
                throw new IllegalArgumentException(key + " lacks a fact");
            }
            Objects.requireNonNull(populationOn);
            Objects.requireNonNull(level);
            Objects.requireNonNull(on);
        }
    }
}
