package de.gemeinsamkommune.events.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

class AnnouncementTest {

    private static final Set<String> FORMATS = Set.of("netzwerktreffen");
    private static final Instant START = AnEvent.NOW.plus(Duration.ofDays(7));

    @Test
    void finds_nothing_wrong_with_a_good_one() {
        assertThat(AnEvent.announcement(60).flaws(FORMATS)).isEmpty();
        assertThat(
                        with("a".repeat(200), "b".repeat(20_000), "netzwerktreffen", 100_000)
                                .flaws(FORMATS))
                .isEmpty();
        assertThat(with("T", "a\n\tb", "netzwerktreffen", 1).flaws(FORMATS)).isEmpty();
    }

    @Test
    void finds_every_flaw_and_where_it_is() {
        assertThat(pointers(with(" ", "", "netzwerktreffen", 1))).containsExactly("/title");
        assertThat(pointers(with("a".repeat(201), "", "netzwerktreffen", 1)))
                .containsExactly("/title");
        assertThat(pointers(with("a\nb", "", "netzwerktreffen", 1))).containsExactly("/title");
        assertThat(pointers(with("T", "b".repeat(20_001), "netzwerktreffen", 1)))
                .containsExactly("/description");
        assertThat(pointers(with("T", "\u0000", "netzwerktreffen", 1)))
                .containsExactly("/description");
        assertThat(pointers(with("T", "\u001b[31m", "netzwerktreffen", 1)))
                .containsExactly("/description");
        assertThat(pointers(with("T", "", "konzert", 1))).containsExactly("/format");
        assertThat(pointers(with("T", "", "netzwerktreffen", 0))).containsExactly("/capacity");
        assertThat(pointers(with("T", "", "netzwerktreffen", -5))).containsExactly("/capacity");
        assertThat(pointers(with("T", "", "netzwerktreffen", 100_001)))
                .containsExactly("/capacity");
        assertThat(pointers(with("", "", "konzert", 0)))
                .containsExactly("/title", "/format", "/capacity");
    }

    @Test
    void finds_inverted_times() {
        assertThat(pointers(at(START, START, null))).containsExactly("/endsAt");
        assertThat(pointers(at(START, START.minusSeconds(1), null))).containsExactly("/endsAt");
        assertThat(pointers(at(START, START.plusSeconds(1), START.plusSeconds(1))))
                .containsExactly("/registrationClosesAt");
        assertThat(pointers(at(START, START.plusSeconds(1), START))).isEmpty();
    }

    @Test
    void finds_bad_topics() {
        assertThat(pointers(about(List.of("monitoring", "Nicht so", "a--b"))))
                .containsExactly("/topics/1", "/topics/2");
        assertThat(pointers(about(Collections.nCopies(11, "monitoring"))))
                .containsExactly("/topics");
    }

    @Test
    void finds_addresses_that_are_none() {
        for (String bad :
                List.of(
                        "javascript:alert(1)",
                        "ftp://a.example",
                        "https://",
                        "nur text",
                        "https://user:pass@a.example/",
                        "https://a.example/" + "x".repeat(500))) {
            assertThat(pointers(online(bad))).as(bad).containsExactly("/onlineUrl");
        }
        assertThat(pointers(online("https://a.example/b?c=d"))).isEmpty();
    }

    private static List<String> pointers(Announcement announcement) {
        return announcement.flaws(FORMATS).stream().map(Flaw::pointer).toList();
    }

    private static Announcement with(
            String title, String description, String format, int capacity) {
        return new Announcement(
                title,
                description,
                format,
                List.of(),
                START,
                START.plusSeconds(60),
                null,
                null,
                capacity,
                Audience.MEMBERS,
                null);
    }

    private static Announcement at(Instant start, Instant end, Instant closes) {
        return new Announcement(
                "T",
                "",
                "netzwerktreffen",
                List.of(),
                start,
                end,
                null,
                null,
                1,
                Audience.MEMBERS,
                closes);
    }

    private static Announcement about(List<String> topics) {
        return new Announcement(
                "T",
                "",
                "netzwerktreffen",
                topics,
                START,
                START.plusSeconds(60),
                null,
                null,
                1,
                Audience.MEMBERS,
                null);
    }

    private static Announcement online(String url) {
        return new Announcement(
                "T",
                "",
                "netzwerktreffen",
                List.of(),
                START,
                START.plusSeconds(60),
                null,
                url,
                1,
                Audience.MEMBERS,
                null);
    }
}
