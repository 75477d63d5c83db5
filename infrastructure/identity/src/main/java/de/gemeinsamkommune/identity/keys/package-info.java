/** Keys that sign tokens: made, published, used and retired in turn. */
@NullMarked
package de.gemeinsamkommune.identity.keys;

import org.jspecify.annotations.NullMarked;
