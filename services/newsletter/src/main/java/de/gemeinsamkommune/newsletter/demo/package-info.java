/** Brings a marked sample edition for trying out. */
@NullMarked
package de.gemeinsamkommune.newsletter.demo;

import org.jspecify.annotations.NullMarked;
