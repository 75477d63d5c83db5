/** Forgets erased people and refuses what still comes in their name. */
@NullMarked
package de.gemeinsamkommune.advisory.erasure;

import org.jspecify.annotations.NullMarked;
