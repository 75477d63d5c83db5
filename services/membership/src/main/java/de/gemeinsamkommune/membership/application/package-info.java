/**
 * Applications of municipalities and associations that want to join, from anybody to a decision.
 */
@NullMarked
package de.gemeinsamkommune.membership.application;

import org.jspecify.annotations.NullMarked;
