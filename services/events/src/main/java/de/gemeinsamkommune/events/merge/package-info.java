/** Makes one person's registrations of those that were made under two ids. */
@NullMarked
package de.gemeinsamkommune.events.merge;

import org.jspecify.annotations.NullMarked;
