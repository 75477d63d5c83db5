/** The network and its municipalities, for everybody. */
@NullMarked
package de.gemeinsamkommune.portal.network;

import org.jspecify.annotations.NullMarked;
