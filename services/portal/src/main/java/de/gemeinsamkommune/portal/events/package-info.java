/** Announcements, registration and the team's work on events. */
@NullMarked
package de.gemeinsamkommune.portal.events;

import org.jspecify.annotations.NullMarked;
