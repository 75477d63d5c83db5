package de.gemeinsamkommune.analytics.stream;

/** The topic is shorter than the reader believes, so the cursor is of another topic or invented. */
final class PositionBeyondEnd extends RuntimeException {

    PositionBeyondEnd(String topic) {
        super("a position lies beyond the end of " + topic);
    }
}
