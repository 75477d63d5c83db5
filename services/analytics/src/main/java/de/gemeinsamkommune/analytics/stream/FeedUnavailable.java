package de.gemeinsamkommune.analytics.stream;

/** The feed cannot be read at the moment. */
final class FeedUnavailable extends RuntimeException {

    FeedUnavailable(String reason) {
        super(reason);
    }
}
