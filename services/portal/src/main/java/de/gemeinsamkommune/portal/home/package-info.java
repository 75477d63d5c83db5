/** The start page, put together from what the other features know. */
@NullMarked
package de.gemeinsamkommune.portal.home;

import org.jspecify.annotations.NullMarked;
