/**
 * State and messages in one write, published once and in order, applied once and in order.
 *
 * <p>The way of a change: a command changes one document of an {@link AggregateStore}, which stores
 * the new state and the pending messages together; the relay publishes them, keeps them in the
 * journal and takes them out of the document; a {@link Projection} or a {@link Reaction} of another
 * service takes them in.
 */
@NullMarked
package de.gemeinsamkommune.messaging;

import org.jspecify.annotations.NullMarked;
