/** What membership knows about people, asked at the moment of use. */
@NullMarked
package de.gemeinsamkommune.identity.people;

import org.jspecify.annotations.NullMarked;
