package de.gemeinsamkommune.advisory.request;

/** The minutes are not 1 to 1,440, or the day lies before the network began or in the future. */
final class EffortOutOfBounds extends RuntimeException {

    private final String property;

    EffortOutOfBounds(String property) {
        super("effort out of bounds: " + property);
        this.property = property;
    }

    /** The name of the property that is wrong. */
    String property() {
        return property;
    }
}
