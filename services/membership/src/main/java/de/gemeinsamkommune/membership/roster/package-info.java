/** Lists of people as tables: read to invite many at once, written to work with outside. */
@NullMarked
package de.gemeinsamkommune.membership.roster;

import org.jspecify.annotations.NullMarked;
