/** Measures speed and memory as ratios within one run; each class is a program of its own. */
@NullMarked
package de.gemeinsamkommune.benchmarks;

import org.jspecify.annotations.NullMarked;
