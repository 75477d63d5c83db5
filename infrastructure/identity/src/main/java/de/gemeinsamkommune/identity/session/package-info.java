/** Who is signed in with which browser, as documents any instance can read. */
@NullMarked
package de.gemeinsamkommune.identity.session;

import org.jspecify.annotations.NullMarked;
