/** Signs people in and out by OpenID Connect and guards the pages. */
@NullMarked
package de.gemeinsamkommune.portal.signin;

import org.jspecify.annotations.NullMarked;
