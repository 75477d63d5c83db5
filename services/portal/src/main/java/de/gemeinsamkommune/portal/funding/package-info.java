/** The project lead's work on funding periods. */
@NullMarked
package de.gemeinsamkommune.portal.funding;

import org.jspecify.annotations.NullMarked;
