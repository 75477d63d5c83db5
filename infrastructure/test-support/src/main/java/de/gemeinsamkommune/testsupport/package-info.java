/** What the tests of all services share: an issuer, the broker and the store, rules and kits. */
@NullMarked
package de.gemeinsamkommune.testsupport;

import org.jspecify.annotations.NullMarked;
