/** Subscribing, unsubscribing and the team's work on editions. */
@NullMarked
package de.gemeinsamkommune.portal.newsletter;

import org.jspecify.annotations.NullMarked;
