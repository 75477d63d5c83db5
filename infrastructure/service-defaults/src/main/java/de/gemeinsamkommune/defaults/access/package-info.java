/** What a service holds about one person, told to the collector of the right of access. */
@NullMarked
package de.gemeinsamkommune.defaults.access;

import org.jspecify.annotations.NullMarked;
