package de.gemeinsamkommune.portal.directory;

import de.gemeinsamkommune.portal.api.Api;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks membership for people's names at the moment they are shown to the team; keeps none. */
@Component
public class Names {
    private static final int AT_ONCE = 200;

    private final Api api;

    Names(Api api) {
        this.api = api;
    }

    private record Name(String id, String name) {}

    /**
     * The names by person id. Erased people are left out; so is everybody while membership does not
     * answer.
     */
    public Map<String, String> of(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        List<String> wanted = ids.stream().distinct().toList();
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            List<String> part = wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()));
            api.attempt(
                            () ->
                                    api.post("/api/membership/people/names")
                                            .body(Map.of("ids", part))
                                            .list(Name.class)
                                            .items())
                    .orElse(List.of())
                    .forEach(name -> names.put(name.id(), name.name()));
        }
        return names;
    }
}
