/** Figures of the project, summed up from the streams. */
@NullMarked
package de.gemeinsamkommune.analytics.figures;

import org.jspecify.annotations.NullMarked;
