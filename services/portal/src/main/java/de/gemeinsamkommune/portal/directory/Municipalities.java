package de.gemeinsamkommune.portal.directory;

import de.gemeinsamkommune.portal.api.Api;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Asks membership for the municipalities of the network. */
@Component
public class Municipalities {
    private final Api api;

    Municipalities(Api api) {
        this.api = api;
    }

    /** All of them, in the order of a dictionary. */
    public List<Municipality> all() {
        return api.get("/api/membership/municipalities").list(Municipality.class).items();
    }

    /** The partners by contract. */
    public List<Municipality> partners() {
        return api.get("/api/membership/municipalities")
                .query("partner", true)
                .list(Municipality.class)
                .items();
    }

    /** The names by official key, for lists and choices; empty while membership does not answer. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        api.attempt(this::all)
                .orElse(List.of())
                .forEach(municipality -> names.put(municipality.key(), municipality.displayName()));
        return names;
    }

    /** The districts and independent cities people belong to or whose municipalities they do. */
    public Map<String, String> districts() {
        Map<String, String> districts = new LinkedHashMap<>();
        List<Municipality> all =
                api.attempt(this::all).orElse(List.of()).stream()
                        .filter(Municipality::isWithinADistrict)
                        .toList();
        // a district that is in the network itself has its own name
        Stream.concat(
                        all.stream().filter(one -> one.district() == null),
                        all.stream().filter(one -> one.district() != null))
                .forEach(one -> districts.putIfAbsent(one.districtKey(), one.districtName()));
        return districts;
    }

    /** The names of these by official key, in the given order; a key where no name is known. */
    public Map<String, String> names(Collection<String> keys) {
        Map<String, String> all = keys.isEmpty() ? Map.of() : names();
        Map<String, String> names = new LinkedHashMap<>();
        keys.forEach(key -> names.put(key, all.getOrDefault(key, key)));
        return names;
    }

    /** The name of one; its key when the name is not known, nothing for nothing. */
    public String name(@Nullable String key) {
        return key == null ? "" : names().getOrDefault(key, key);
    }
}
