/** Composes editions of the newsletter and releases them to the confirmed subscribers. */
@NullMarked
package de.gemeinsamkommune.newsletter.edition;

import org.jspecify.annotations.NullMarked;
