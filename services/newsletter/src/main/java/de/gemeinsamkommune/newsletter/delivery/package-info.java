/** Keeps the ledger of mails and sends each of them once: the only sender of the network. */
@NullMarked
package de.gemeinsamkommune.newsletter.delivery;

import org.jspecify.annotations.NullMarked;
