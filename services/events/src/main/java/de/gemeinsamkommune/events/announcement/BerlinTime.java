package de.gemeinsamkommune.events.announcement;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Times as people in the network read them. */
public final class BerlinTime {

    /** The zone of the network. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private BerlinTime() {}

    /** {@return the instant in Berlin, with its offset} */
    public static OffsetDateTime of(Instant instant) {
        return instant.atZone(ZONE).toOffsetDateTime();
    }
}
