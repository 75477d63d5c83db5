/** Forgets people who were erased, and confirms it. */
@NullMarked
package de.gemeinsamkommune.events.erasure;

import org.jspecify.annotations.NullMarked;
