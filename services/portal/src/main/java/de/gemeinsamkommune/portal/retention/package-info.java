/** How long the services keep what, what goes next, and how to postpone it. */
@NullMarked
package de.gemeinsamkommune.portal.retention;

import org.jspecify.annotations.NullMarked;
