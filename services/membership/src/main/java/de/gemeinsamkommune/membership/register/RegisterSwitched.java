package de.gemeinsamkommune.membership.register;

import java.time.LocalDate;

/**
 * Another register counts in this instance from now on. Told within the import, so who hears it
 * must neither take long nor throw.
 *
 * @param on day of its territorial status
 */
public record RegisterSwitched(LocalDate on) {}
