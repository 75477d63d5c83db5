/** Starts every service, a broker and a store in this one process, and ends them. */
@NullMarked
package de.gemeinsamkommune.standalone;

import org.jspecify.annotations.NullMarked;
