/** Invitations and the people of the network. */
@NullMarked
package de.gemeinsamkommune.portal.team;

import org.jspecify.annotations.NullMarked;
