/** The topics a municipality can ask for advice on. */
@NullMarked
package de.gemeinsamkommune.advisory.topic;

import org.jspecify.annotations.NullMarked;
