/** What people have beside their mailbox to show who they are: codes and passkeys. */
@NullMarked
package de.gemeinsamkommune.identity.factors;

import org.jspecify.annotations.NullMarked;
