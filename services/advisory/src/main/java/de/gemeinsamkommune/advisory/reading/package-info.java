/** Notes who of the network's team read which request for advice. */
@NullMarked
package de.gemeinsamkommune.advisory.reading;

import org.jspecify.annotations.NullMarked;
