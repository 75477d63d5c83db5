/** Makes one person's requests of those that were made under two ids. */
@NullMarked
package de.gemeinsamkommune.advisory.merge;

import org.jspecify.annotations.NullMarked;
