/** Who belongs to the network: municipalities, people and their roles, and what funds it. */
@NullMarked
package de.gemeinsamkommune.membership;

import org.jspecify.annotations.NullMarked;
