/** What every service has in common at its edges: errors, security, JSON, health, metrics, time. */
@NullMarked
package de.gemeinsamkommune.defaults;

import org.jspecify.annotations.NullMarked;
