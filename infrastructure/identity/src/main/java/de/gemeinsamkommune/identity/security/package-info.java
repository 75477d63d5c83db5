/** The page on which people set up and remove their second factors, and how others' are reset. */
@NullMarked
package de.gemeinsamkommune.identity.security;

import org.jspecify.annotations.NullMarked;
