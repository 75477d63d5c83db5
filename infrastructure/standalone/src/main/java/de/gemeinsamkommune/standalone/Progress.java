package de.gemeinsamkommune.standalone;

import java.time.Duration;

/** Hears what the network does while it starts and ends. */
public interface Progress {

    /** Says nothing. */
    Progress SILENT = (part, took) -> {};

    /**
     * A part of the network serves.
     *
     * @param part name of the part, as in the name of its log
     * @param took how long its own start took
     */
    void started(String part, Duration took);
}
