/**
 * Signs people in who signed in at an upstream OpenID Connect issuer, their town's for instance.
 */
@NullMarked
package de.gemeinsamkommune.identity.upstream;

import org.jspecify.annotations.NullMarked;
