package de.gemeinsamkommune.events.announcement;

import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What an editor sends; what is wrong with it beyond missing fields, {@link Announcement#flaws}
 * says.
 *
 * @param title one line, 1 to 200 characters
 * @param description Markdown source, at most 20,000 characters; empty when absent
 * @param format code of a format
 * @param topics codes in kebab-case, at most 10; none when absent
 * @param startsAt start, ISO 8601 with offset, in the future
 * @param endsAt end, ISO 8601 with offset, after the start
 * @param venue where, at most 300 characters
 * @param onlineUrl where to join online, http or https; shown to people with a seat
 * @param capacity seats, 1 to 100,000
 * @param audience who may register; members when absent
 * @param registrationClosesAt last moment to register, at or before the start; the start when
 *     absent
 */
record AnnouncementRequest(
        @NotNull String title,
        @Nullable String description,
        @NotNull String format,
        @Nullable List<@NotNull String> topics,
        @NotNull OffsetDateTime startsAt,
        @NotNull OffsetDateTime endsAt,
        @Nullable String venue,
        @Nullable String onlineUrl,
        @NotNull Integer capacity,
        @Nullable Audience audience,
        @Nullable OffsetDateTime registrationClosesAt) {

    Announcement announcement() {
        return new Announcement(
                title.strip(),
                description == null ? "" : description.replace("\r\n", "\n"),
                format,
                topics == null ? List.of() : topics,
                instant(startsAt),
                instant(endsAt),
                stripped(venue),
                stripped(onlineUrl),
                capacity,
                audience == null ? Audience.MEMBERS : audience,
                registrationClosesAt == null ? null : instant(registrationClosesAt));
    }

    /** The store keeps milliseconds. */
    private static Instant instant(OffsetDateTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
