/** Events of the network: announced, registered for, attended. */
@NullMarked
package de.gemeinsamkommune.events;

import org.jspecify.annotations.NullMarked;
