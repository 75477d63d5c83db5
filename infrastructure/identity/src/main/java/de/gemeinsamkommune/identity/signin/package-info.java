/** Signs people in by a link that is sent to their address and works once. */
@NullMarked
package de.gemeinsamkommune.identity.signin;

import org.jspecify.annotations.NullMarked;
