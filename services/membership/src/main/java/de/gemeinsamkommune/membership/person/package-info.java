/**
 * The people of the network: invited, joined, merged, erased; the only place that knows their
 * names.
 */
@NullMarked
package de.gemeinsamkommune.membership.person;

import org.jspecify.annotations.NullMarked;
