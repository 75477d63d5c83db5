/** The official register of administrative units: reading its files, importing and listing it. */
@NullMarked
package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.NullMarked;
