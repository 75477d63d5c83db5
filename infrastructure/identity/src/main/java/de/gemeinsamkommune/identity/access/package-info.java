/** What is held about a person's sign-ins, for the right of access. */
@NullMarked
package de.gemeinsamkommune.identity.access;

import org.jspecify.annotations.NullMarked;
