/** The periods for which a funder supports the network. */
@NullMarked
package de.gemeinsamkommune.membership.funding;

import org.jspecify.annotations.NullMarked;
