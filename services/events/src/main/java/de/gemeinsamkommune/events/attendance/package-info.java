/** Records who attended, and keeps the proof of use under a hold. */
@NullMarked
package de.gemeinsamkommune.events.attendance;

import org.jspecify.annotations.NullMarked;
