package de.gemeinsamkommune.membership.municipality;

import java.time.LocalDate;

/**
 * That a unit left the network.
 *
 * @param on first day on which it does not belong any more
 * @param by id of the person who noted it
 */
public record Departure(LocalDate on, LeavingReason reason, String by) {}
