/** Applying for a municipality or association, and deciding on applications. */
@NullMarked
package de.gemeinsamkommune.portal.joining;

import org.jspecify.annotations.NullMarked;
