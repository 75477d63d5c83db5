/** What an installation sets: its public address and its secrets. */
@NullMarked
package de.gemeinsamkommune.identity.settings;

import org.jspecify.annotations.NullMarked;
