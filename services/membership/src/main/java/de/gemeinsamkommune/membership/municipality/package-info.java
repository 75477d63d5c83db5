/** The districts, cities and municipalities that belong to the network, and on which level. */
@NullMarked
package de.gemeinsamkommune.membership.municipality;

import org.jspecify.annotations.NullMarked;
