/** The directory of colleagues, and what people say of themselves in it. */
@NullMarked
package de.gemeinsamkommune.portal.colleagues;

import org.jspecify.annotations.NullMarked;
