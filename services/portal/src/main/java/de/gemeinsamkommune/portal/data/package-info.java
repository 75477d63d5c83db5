/** Streams, figures and interfaces for those who work with the data. */
@NullMarked
package de.gemeinsamkommune.portal.data;

import org.jspecify.annotations.NullMarked;
