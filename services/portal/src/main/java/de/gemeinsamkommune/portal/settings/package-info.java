/** What the environment says about this installation. */
@NullMarked
package de.gemeinsamkommune.portal.settings;

import org.jspecify.annotations.NullMarked;
