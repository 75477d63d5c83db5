package de.gemeinsamkommune.events.announcement;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the team says about an event.
 *
 * @param title one line, 1 to 200 characters
 * @param description Markdown source, at most 20,000 characters
 * @param format code of an {@code EventFormat}
 * @param topics codes in kebab-case, at most 10
 * @param startsAt start
 * @param endsAt end, after the start
 * @param venue where, at most 300 characters; absent when online only
 * @param onlineUrl where to join online, http or https, at most 500 characters; not public
 * @param capacity seats, 1 to 100,000
 * @param audience who may register
 * @param registrationClosesAt last moment to register, at or before the start; absent: the start
 */
public record Announcement(
        String title,
        String description,
        String format,
        List<String> topics,
        Instant startsAt,
        Instant endsAt,
        @Nullable String venue,
        @Nullable String onlineUrl,
        int capacity,
        Audience audience,
        @Nullable Instant registrationClosesAt) {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final int LONGEST_VENUE = 300;
    private static final int LONGEST_URL = 500;
    private static final int MOST_TOPICS = 10;
    private static final int MOST_SEATS = 100_000;
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_TOPIC = 60;

    /** {@return the moment from which nobody can register any more} */
    public Instant closesAt() {
        return registrationClosesAt == null ? startsAt : registrationClosesAt;
    }

    /** {@return whether somebody with this in their calendar need not change the entry} */
    boolean sameEntry(Announcement other) {
        return title.equals(other.title)
                && startsAt.equals(other.startsAt)
                && endsAt.equals(other.endsAt)
                && Objects.equals(venue, other.venue)
                && Objects.equals(onlineUrl, other.onlineUrl);
    }

    /**
     * Looks for what cannot be announced.
     *
     * @param formats codes of the formats there are
     * @return every flaw, empty when there is none
     */
    public List<Flaw> flaws(Set<String> formats) {
        List<Flaw> flaws = new ArrayList<>();
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            flaws.add(Flaw.of("/title", "title-length", LONGEST_TITLE));
        }
        if (title.chars().anyMatch(Character::isISOControl)) {
            flaws.add(Flaw.of("/title", "control-characters"));
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            flaws.add(Flaw.of("/description", "too-long", LONGEST_DESCRIPTION));
        }
        if (description.chars().anyMatch(Announcement::notText)) {
            flaws.add(Flaw.of("/description", "control-characters"));
        }
        if (!formats.contains(format)) {
            flaws.add(Flaw.of("/format", "unknown-format"));
        }
        if (topics.size() > MOST_TOPICS) {
            flaws.add(Flaw.of("/topics", "too-many-topics", MOST_TOPICS));
        }
        for (int i = 0; i < topics.size(); i++) {
            String topic = topics.get(i);
            if (topic.length() > LONGEST_TOPIC || !TOPIC.matcher(topic).matches()) {
                flaws.add(Flaw.of("/topics/" + i, "topic-code", LONGEST_TOPIC));
            }
        }
        if (!endsAt.isAfter(startsAt)) {
            flaws.add(Flaw.of("/endsAt", "ends-before-start"));
        }
        if (registrationClosesAt != null && registrationClosesAt.isAfter(startsAt)) {
            flaws.add(Flaw.of("/registrationClosesAt", "closes-after-start"));
        }
        if (venue != null && venue.length() > LONGEST_VENUE) {
            flaws.add(Flaw.of("/venue", "too-long", LONGEST_VENUE));
        }
        if (venue != null && venue.chars().anyMatch(Character::isISOControl)) {
            flaws.add(Flaw.of("/venue", "control-characters"));
        }
        if (onlineUrl != null && !isWebAddress(onlineUrl)) {
            flaws.add(Flaw.of("/onlineUrl", "web-address", LONGEST_URL));
        }
        if (capacity < 1 || capacity > MOST_SEATS) {
            flaws.add(Flaw.of("/capacity", "capacity-range", MOST_SEATS));
        }
        return flaws;
    }

    private static boolean notText(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    private static boolean isWebAddress(String text) {
        if (text.length() > LONGEST_URL) {
            return false;
        }
        try {
            URI uri = new URI(text);
            return ("https".equalsIgnoreCase(uri.getScheme())
                            || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
