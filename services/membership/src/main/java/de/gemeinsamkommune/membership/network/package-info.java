/** The fact sheet: what the network is, who carries it and who pays for it. */
@NullMarked
package de.gemeinsamkommune.membership.network;

import org.jspecify.annotations.NullMarked;
