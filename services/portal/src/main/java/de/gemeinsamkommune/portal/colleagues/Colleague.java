package de.gemeinsamkommune.portal.colleagues;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A person as membership shows them to who looks; what they may not see is absent. */
record Colleague(
        String id,
        String name,
        @Nullable String email,
        List<Town> municipalities,
        @Nullable String position,
        @Nullable String telephone,
        List<String> topics,
        @Nullable String experience,
        @Nullable Boolean listed) {

    Colleague {
        municipalities = municipalities == null ? List.of() : List.copyOf(municipalities);
        topics = topics == null ? List.of() : List.copyOf(topics);
    }

    /** A municipality of the person. */
    record Town(String key, String name, String kind, String size) {}

    /** The municipalities in one line. */
    public String towns() {
        return String.join(", ", municipalities.stream().map(Town::name).toList());
    }
}
