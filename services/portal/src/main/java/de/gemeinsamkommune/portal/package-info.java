/** The web pages of the network: a client of the gateway like any other. */
@NullMarked
package de.gemeinsamkommune.portal;

import org.jspecify.annotations.NullMarked;
