/** How the pages look: templates, language, style sheet. */
@NullMarked
package de.gemeinsamkommune.identity.pages;

import org.jspecify.annotations.NullMarked;
