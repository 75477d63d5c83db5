/** Asks the owners of names, links and event descriptions at the moment they are needed. */
@NullMarked
package de.gemeinsamkommune.newsletter.peer;

import org.jspecify.annotations.NullMarked;
