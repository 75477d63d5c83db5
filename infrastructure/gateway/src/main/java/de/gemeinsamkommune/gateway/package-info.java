/** The one way in from outside: routes and what is to be kept out at the edge. */
@NullMarked
package de.gemeinsamkommune.gateway;

import org.jspecify.annotations.NullMarked;
