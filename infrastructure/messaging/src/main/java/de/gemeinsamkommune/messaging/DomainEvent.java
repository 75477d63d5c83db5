package de.gemeinsamkommune.messaging;

/**
 * What happened to an aggregate. Implemented by records that carry {@link EventType}; their
 * components become the JSON of the message and hold ids, codes and facts only, never personal data
 * or free text of a person.
 */
public interface DomainEvent {}
