/** Invented people and a funding period around today, only while demo data is asked for. */
@NullMarked
package de.gemeinsamkommune.membership.demo;

import org.jspecify.annotations.NullMarked;
