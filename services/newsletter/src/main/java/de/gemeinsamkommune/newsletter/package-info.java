/** Newsletter and every mail that leaves the network, except sign-in links. */
@NullMarked
package de.gemeinsamkommune.newsletter;

import org.jspecify.annotations.NullMarked;
