/** How long a service keeps personal data, and what ends the keeping: shown before it acts. */
@NullMarked
package de.gemeinsamkommune.defaults.retention;

import org.jspecify.annotations.NullMarked;
