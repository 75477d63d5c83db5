package de.gemeinsamkommune.newsletter.notification;

import org.jspecify.annotations.Nullable;

/** What is read of the messages of advisory. */
final class AdvisoryMessage {

    private AdvisoryMessage() {}

    /** A request came in from a person. */
    record Received(String request, String person) {}

    /** A reply was given; nobody is addressed while no adviser has taken the request. */
    record Replied(String request, @Nullable String to) {}
}
