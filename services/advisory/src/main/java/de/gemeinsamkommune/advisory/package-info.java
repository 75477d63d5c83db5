/** Advice for municipalities: who asks, who answers, what it took and what came of it. */
@NullMarked
package de.gemeinsamkommune.advisory;

import org.jspecify.annotations.NullMarked;
