/** Issues tokens to the portal and the services. */
@NullMarked
package de.gemeinsamkommune.identity.token;

import org.jspecify.annotations.NullMarked;
