/** Pages for the register of administrative units: what there is, and importing a newer one. */
@NullMarked
package de.gemeinsamkommune.portal.register;

import org.jspecify.annotations.NullMarked;
