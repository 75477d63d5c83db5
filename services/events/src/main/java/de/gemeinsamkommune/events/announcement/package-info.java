/** Announces events: draft, published, changed, cancelled; holds the seats they offer. */
@NullMarked
package de.gemeinsamkommune.events.announcement;

import org.jspecify.annotations.NullMarked;
