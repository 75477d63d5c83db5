/** Tests of the whole service over HTTP, with real broker, store and mail server. */
@NullMarked
package de.gemeinsamkommune.identity;

import org.jspecify.annotations.NullMarked;
