/** Looks up municipalities and the names of people at the moment they are shown. */
@NullMarked
package de.gemeinsamkommune.portal.directory;

import org.jspecify.annotations.NullMarked;
