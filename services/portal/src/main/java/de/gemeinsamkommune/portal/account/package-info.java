/** A person's own data, registrations, acceptance and erasure. */
@NullMarked
package de.gemeinsamkommune.portal.account;

import org.jspecify.annotations.NullMarked;
