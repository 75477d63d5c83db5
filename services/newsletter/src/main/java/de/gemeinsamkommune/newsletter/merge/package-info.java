/** Makes what is held under two ids of one person that of the one that is used. */
@NullMarked
package de.gemeinsamkommune.newsletter.merge;

import org.jspecify.annotations.NullMarked;
