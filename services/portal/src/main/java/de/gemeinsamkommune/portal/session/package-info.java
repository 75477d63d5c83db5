/** Keeps sessions and tokens in the store, so that any instance serves any request. */
@NullMarked
package de.gemeinsamkommune.portal.session;

import org.jspecify.annotations.NullMarked;
