/** Plays the invented cases of the demo network through the commands. */
@NullMarked
package de.gemeinsamkommune.advisory.demo;

import org.jspecify.annotations.NullMarked;
