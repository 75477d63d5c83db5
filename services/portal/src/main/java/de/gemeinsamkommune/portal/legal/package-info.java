/** Imprint, privacy notice and accessibility statement. */
@NullMarked
package de.gemeinsamkommune.portal.legal;

import org.jspecify.annotations.NullMarked;
