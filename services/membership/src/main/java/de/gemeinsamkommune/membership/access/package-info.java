/** Right of access and portability: one export of everything the services hold about a person. */
@NullMarked
package de.gemeinsamkommune.membership.access;

import org.jspecify.annotations.NullMarked;
