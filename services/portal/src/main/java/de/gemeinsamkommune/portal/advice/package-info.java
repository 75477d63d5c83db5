/** Requests for advice, for those who ask and those who answer. */
@NullMarked
package de.gemeinsamkommune.portal.advice;

import org.jspecify.annotations.NullMarked;
