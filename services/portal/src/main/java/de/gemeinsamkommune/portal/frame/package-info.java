/** What every page shares: the frame, languages, dates, forms, messages and errors. */
@NullMarked
package de.gemeinsamkommune.portal.frame;

import org.jspecify.annotations.NullMarked;
