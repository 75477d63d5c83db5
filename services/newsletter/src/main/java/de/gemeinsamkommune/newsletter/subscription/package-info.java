/** Takes subscriptions by double opt-in, keeps the evidence of consent and ends them at once. */
@NullMarked
package de.gemeinsamkommune.newsletter.subscription;

import org.jspecify.annotations.NullMarked;
