/** Signs people and services in: an OpenID Connect issuer that keeps no address and no password. */
@NullMarked
package de.gemeinsamkommune.identity;

import org.jspecify.annotations.NullMarked;
