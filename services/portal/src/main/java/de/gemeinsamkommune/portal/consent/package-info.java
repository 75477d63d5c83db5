/**
 * Who consented to what in which words: for oneself, and as a proof for those who answer for it.
 */
@NullMarked
package de.gemeinsamkommune.portal.consent;

import org.jspecify.annotations.NullMarked;
