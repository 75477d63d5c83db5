/** Removes what the newsletter holds of a person who is erased, and confirms it. */
@NullMarked
package de.gemeinsamkommune.newsletter.erasure;

import org.jspecify.annotations.NullMarked;
