package de.gemeinsamkommune.analytics.figures;

import org.jspecify.annotations.Nullable;

/**
 * What counts of one request for advice.
 *
 * @param municipality official key, null for none
 * @param accepted whether an adviser took it
 * @param concluded whether it came to its end with an outcome
 * @param minutes the effort recorded
 */
public record AdviceFigures(
        @Nullable String municipality, boolean accepted, boolean concluded, long minutes) {

    static final AdviceFigures NONE = new AdviceFigures(null, false, false, 0);

    AdviceFigures forMunicipality(@Nullable String key) {
        return new AdviceFigures(key, accepted, concluded, minutes);
    }

    AdviceFigures taken() {
        return new AdviceFigures(municipality, true, concluded, minutes);
    }

    AdviceFigures ended() {
        return new AdviceFigures(municipality, accepted, true, minutes);
    }

    AdviceFigures worked(int more) {
        return new AdviceFigures(municipality, accepted, concluded, minutes + more);
    }
}
