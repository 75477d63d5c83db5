/** Hands out tokens of demo people where demo data is loaded and nobody else can reach it. */
@NullMarked
package de.gemeinsamkommune.identity.demo;

import org.jspecify.annotations.NullMarked;
