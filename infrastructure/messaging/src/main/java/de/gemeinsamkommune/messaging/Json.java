package de.gemeinsamkommune.messaging;

import com.fasterxml.jackson.annotation.JsonInclude.Include;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of messages: ISO 8601 times, no nulls, unknown fields passed over. */
final class Json {

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Json() {}
}
