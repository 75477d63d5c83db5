/** Forgets a person: ends what is open, refuses the id for ever, confirms. */
@NullMarked
package de.gemeinsamkommune.identity.erasure;

import org.jspecify.annotations.NullMarked;
