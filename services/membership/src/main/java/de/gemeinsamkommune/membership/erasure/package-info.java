/** Receipts of erasure: which service has forgotten a person, and what must be kept. */
@NullMarked
package de.gemeinsamkommune.membership.erasure;

import org.jspecify.annotations.NullMarked;
