/** German and English, and which of them a person reads. */
@NullMarked
package de.gemeinsamkommune.portal.language;

import org.jspecify.annotations.NullMarked;
