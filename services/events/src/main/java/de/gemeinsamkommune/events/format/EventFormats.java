package de.gemeinsamkommune.events.format;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All formats, as declared in {@code events/formats.json}. */
@Component
public final class EventFormats {

    private final List<EventFormat> all;
    private final Set<String> codes;

    /** Reads the declaration. */
    public EventFormats() {
        try (InputStream json = new ClassPathResource("events/formats.json").getInputStream()) {
            all = List.of(JsonMapper.shared().readValue(json, EventFormat[].class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        codes = all.stream().map(EventFormat::code).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return all formats in their order} */
    public List<EventFormat> all() {
        return all;
    }

    /** {@return the codes of all formats} */
    public Set<String> codes() {
        return codes;
    }
}
