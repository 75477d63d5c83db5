/** Registers people for events, in batches: seats, waiting list, who moves up. */
@NullMarked
package de.gemeinsamkommune.events.registration;

import org.jspecify.annotations.NullMarked;
