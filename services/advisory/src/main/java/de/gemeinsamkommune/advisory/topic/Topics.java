package de.gemeinsamkommune.advisory.topic;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue of topics, kept as data in {@code advisory/topics.json}. */
@Component
public class Topics {

    private final List<Entry> entries;
    private final Set<String> keys;

    /** Reads the catalogue; a broken one stops the start. */
    public Topics() {
        try (InputStream json = new ClassPathResource("advisory/topics.json").getInputStream()) {
            entries = List.of(JsonMapper.shared().readValue(json, Entry[].class));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        keys = entries.stream().map(Entry::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the key names a topic of the catalogue. */
    public boolean contains(String key) {
        return keys.contains(key);
    }

    /** {@return all topics in the catalogue's order, in German unless English is asked for} */
    List<Topic> in(Locale language) {
        boolean english = Locale.ENGLISH.getLanguage().equals(language.getLanguage());
        return entries.stream().map(entry -> entry.in(english)).toList();
    }

    private record Entry(String key, Wording de, Wording en) {

        Topic in(boolean english) {
            Wording wording = english ? en : de;
            return new Topic(key, wording.name, wording.description);
        }
    }

    private record Wording(String name, String description) {}
}
