package de.gemeinsamkommune.membership.directory;

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

/**
 * What people of the network know about, kept as data in {@code membership/topics.json}. The codes
 * are those one can ask for advice on, so that the two lists speak of the same.
 */
@Component
class Topics {

    private final List<Entry> entries;
    private final Set<String> codes;

    /** Reads the list; a broken one stops the start. */
    Topics() {
        try (InputStream json = new ClassPathResource("membership/topics.json").getInputStream()) {
            entries = List.of(JsonMapper.shared().readValue(json, Entry[].class));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        codes = entries.stream().map(Entry::code).collect(Collectors.toUnmodifiableSet());
    }

    /** A topic in one language. */
    record Topic(String code, String name) {}

    private record Entry(String code, String de, String en) {}

    boolean contains(String code) {
        return codes.contains(code);
    }

    /** {@return all topics in their order, in German unless English is asked for} */
    List<Topic> in(Locale language) {
        boolean english = Locale.ENGLISH.getLanguage().equals(language.getLanguage());
        return entries.stream()
                .map(entry -> new Topic(entry.code(), english ? entry.en() : entry.de()))
                .toList();
    }
}
