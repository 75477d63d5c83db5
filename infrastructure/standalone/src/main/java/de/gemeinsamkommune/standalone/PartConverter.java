package de.gemeinsamkommune.standalone;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Tells at the console which part a line comes from. */
public final class PartConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent line) {
        return Part.of(line);
    }
}
