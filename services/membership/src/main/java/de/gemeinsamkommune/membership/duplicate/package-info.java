/** People who may be known twice: found, told apart, merged. */
@NullMarked
package de.gemeinsamkommune.membership.duplicate;

import org.jspecify.annotations.NullMarked;
