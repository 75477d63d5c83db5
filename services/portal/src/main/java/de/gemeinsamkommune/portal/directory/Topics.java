package de.gemeinsamkommune.portal.directory;

import de.gemeinsamkommune.portal.api.Api;

import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks membership for the topics people of the network know about. */
@Component
public class Topics {
    private final Api api;

    Topics(Api api) {
        this.api = api;
    }

    private record Topic(String code, String name) {}

    /** The names by code, in their order; empty while membership does not answer. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        api.attempt(() -> api.get("/api/membership/directory/topics").list(Topic.class).items())
                .orElse(List.of())
                .forEach(topic -> names.put(topic.code(), topic.name()));
        return names;
    }
}
