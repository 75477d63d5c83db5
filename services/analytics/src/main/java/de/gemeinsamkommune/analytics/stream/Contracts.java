package de.gemeinsamkommune.analytics.stream;

import de.gemeinsamkommune.messaging.Topics;
import de.gemeinsamkommune.messaging.Topics.Topic;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The topics and the types of messages on them, as declared in the repository. */
@Component
class Contracts {

    private static final String SCHEMA = ".schema.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<MessageContract> contracts;

    /** Reads the contracts from the class path; a broken one stops the start. */
    Contracts() {
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            contracts =
                    Stream.of(resolver.getResources("classpath*:contracts/*" + SCHEMA))
                            .map(schema -> contract(schema, resolver))
                            .sorted(Comparator.comparing(MessageContract::type))
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return all types, by name} */
    List<MessageContract> all() {
        return contracts;
    }

    /** {@return the types a topic carries, by name} */
    List<MessageContract> on(Topic topic) {
        return contracts.stream()
                .filter(contract -> contract.topic().equals(topic.name()))
                .toList();
    }

    /** {@return the type with this name} */
    Optional<MessageContract> find(String type) {
        return contracts.stream().filter(contract -> contract.type().equals(type)).findFirst();
    }

    /** {@return all topics, as declared} */
    List<Topic> topics() {
        return Topics.declared();
    }

    private static MessageContract contract(
            Resource file, PathMatchingResourcePatternResolver resolver) {
        String name = Objects.requireNonNull(file.getFilename());
        String type = name.substring(0, name.length() - SCHEMA.length());
        ObjectNode schema = (ObjectNode) read(file);
        return new MessageContract(
                type,
                schema.required("x-topic").asString(),
                schema.required("title").asString(),
                schema.required("description").asString(),
                schema,
                read(resolver.getResource("classpath:contracts/" + type + ".example.json")));
    }

    private static JsonNode read(Resource file) {
        try (InputStream json = file.getInputStream()) {
            return JSON.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
