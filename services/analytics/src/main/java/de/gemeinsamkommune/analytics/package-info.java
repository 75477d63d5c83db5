/** What the network's streams tell: the feed itself, its description, and figures. */
@NullMarked
package de.gemeinsamkommune.analytics;

import org.jspecify.annotations.NullMarked;
