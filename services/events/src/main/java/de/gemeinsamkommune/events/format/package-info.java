/** The formats an event can have, as data. */
@NullMarked
package de.gemeinsamkommune.events.format;

import org.jspecify.annotations.NullMarked;
