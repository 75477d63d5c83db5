package de.gemeinsamkommune.analytics.stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a type of message looks like.
 *
 * @param type such as {@code membership.person-joined.v1}
 * @param topic the topic that carries it
 * @param title name of the domain event
 * @param description one sentence
 * @param schema JSON Schema 2020-12 of the data, each property with its classification
 * @param example data that fit the schema
 */
record MessageContract(
        String type,
        String topic,
        String title,
        String description,
        ObjectNode schema,
        JsonNode example) {}
