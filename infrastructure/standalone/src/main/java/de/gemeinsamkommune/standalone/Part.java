package de.gemeinsamkommune.standalone;

import ch.qos.logback.classic.spi.ILoggingEvent;

import java.util.concurrent.Callable;

/**
 * Knows which part of the network a thread works for, so that each part has its own log.
 *
 * <p>All parts share one JVM and so one logging; a thread inherits the part from the thread that
 * started it, and every thread of a service descends from the one that started the service.
 */
final class Part {

    private static final InheritableThreadLocal<String> CURRENT = new InheritableThreadLocal<>();

    private Part() {}

    /** Does the work, and lets every thread it starts belong to the part. */
    static <T> T as(String part, Callable<T> work) throws Exception {
        String before = CURRENT.get();
        CURRENT.set(part);
        try {
            return work.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /**
     * {@return the part that a line of the log comes from}
     *
     * <p>One that names itself in the logging context is believed first, then the thread is asked,
     * which must be the one that logs.
     */
    static String of(ILoggingEvent line) {
        String named = line.getMDCPropertyMap().get("service");
        if (named != null && named.matches("[a-z-]{1,40}")) {
            return named;
        }
        String part = CURRENT.get();
        return part == null ? "standalone" : part;
    }
}
