/** Describes the network's streams and reads them to analysts, straight from Kafka. */
@NullMarked
package de.gemeinsamkommune.analytics.stream;

import org.jspecify.annotations.NullMarked;
