package de.gemeinsamkommune.advisory.topic;

/**
 * A topic a municipality can ask for advice on.
 *
 * @param key short name that never changes, such as {@code monitoring}
 * @param name in the reader's language
 * @param description what it takes in, in the reader's language
 */
record Topic(String key, String name, String description) {}
