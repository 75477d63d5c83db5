/** A little service that uses everything service-defaults brings. */
@NullMarked
package de.gemeinsamkommune.defaults.sample;

import org.jspecify.annotations.NullMarked;
