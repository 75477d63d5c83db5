/** Writes letters: one content, rendered as plain text and as HTML, in German or English. */
@NullMarked
package de.gemeinsamkommune.newsletter.letter;

import org.jspecify.annotations.NullMarked;
