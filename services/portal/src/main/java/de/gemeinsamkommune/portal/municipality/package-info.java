/** The team admits municipalities, changes how they belong, and lets them leave. */
@NullMarked
package de.gemeinsamkommune.portal.municipality;

import org.jspecify.annotations.NullMarked;
