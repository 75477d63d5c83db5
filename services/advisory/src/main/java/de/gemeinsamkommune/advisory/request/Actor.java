package de.gemeinsamkommune.advisory.request;

import java.util.Objects;

/**
 * Who gives a command or asks to read.
 *
 * @param id the person's id
 * @param adviser whether the person advises for the network
 * @param projectLead whether the person leads the project
 */
public record Actor(String id, boolean adviser, boolean projectLead) {

    /** Refuses a missing id. */
    public Actor {
        Objects.requireNonNull(id);
    }

    /** Whether the person belongs to the team that may read every request. */
    boolean team() {
        return adviser || projectLead;
    }
}
