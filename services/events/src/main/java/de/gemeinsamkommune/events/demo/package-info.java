/** Fills an empty network with marked demo events. */
@NullMarked
package de.gemeinsamkommune.events.demo;

import org.jspecify.annotations.NullMarked;
