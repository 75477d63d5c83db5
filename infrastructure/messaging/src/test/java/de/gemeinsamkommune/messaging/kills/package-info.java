/** Kills real processes at the worst moments and counts what is left. */
package de.gemeinsamkommune.messaging.kills;
