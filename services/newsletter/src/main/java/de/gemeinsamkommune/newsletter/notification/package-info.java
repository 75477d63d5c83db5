/** Turns what happens in the network into mails to the people concerned. */
@NullMarked
package de.gemeinsamkommune.newsletter.notification;

import org.jspecify.annotations.NullMarked;
