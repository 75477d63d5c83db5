package de.gemeinsamkommune.events.format;

import java.util.Map;

/**
 * A form events are held in.
 *
 * @param code kebab-case
 * @param name by language, {@code de} and {@code en}
 * @param description by language, {@code de} and {@code en}
 */
public record EventFormat(String code, Map<String, String> name, Map<String, String> description) {}
