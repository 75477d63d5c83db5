/** Calls the services through the gateway as the person who is signed in. */
@NullMarked
package de.gemeinsamkommune.portal.api;

import org.jspecify.annotations.NullMarked;
