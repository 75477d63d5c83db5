/**
 * A real Kafka broker and a store that speaks MongoDB, inside this JVM, with their data on disk.
 */
@NullMarked
package de.gemeinsamkommune.embedded;

import org.jspecify.annotations.NullMarked;
