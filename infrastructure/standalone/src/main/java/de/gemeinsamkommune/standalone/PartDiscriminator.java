package de.gemeinsamkommune.standalone;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;

/** Tells logback into which log a line goes: that of its part. */
public final class PartDiscriminator extends AbstractDiscriminator<ILoggingEvent> {

    @Override
    public String getDiscriminatingValue(ILoggingEvent line) {
        return Part.of(line);
    }

    @Override
    public String getKey() {
        return "service";
    }
}
