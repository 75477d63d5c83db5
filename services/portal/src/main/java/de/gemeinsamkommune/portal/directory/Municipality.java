package de.gemeinsamkommune.portal.directory;

import org.jspecify.annotations.Nullable;

/** A municipality as membership shows it to everybody. */
public record Municipality(
        String key,
        String displayName,
        String kind,
        @Nullable String region,
        @Nullable Integer population,
        @Nullable String level) {}
