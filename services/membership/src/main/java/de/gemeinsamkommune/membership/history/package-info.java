/** What was changed in a record: when, by whom, from what to what. */
@NullMarked
package de.gemeinsamkommune.membership.history;

import org.jspecify.annotations.NullMarked;
