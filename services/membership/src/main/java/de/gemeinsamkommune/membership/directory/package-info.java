/** The directory: who is found by what, and who sees which field of whom. */
@NullMarked
package de.gemeinsamkommune.membership.directory;

import org.jspecify.annotations.NullMarked;
