package de.gemeinsamkommune.advisory.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Locale;

class TopicsTest {

    private final Topics topics = new Topics();

    @Test
    void have_a_name_and_a_description_in_both_languages() {
        assertThat(topics.in(Locale.GERMANY)).hasSize(18).doesNotHaveDuplicates();
        assertThat(topics.in(Locale.UK))
                .hasSameSizeAs(topics.in(Locale.GERMANY))
                .noneMatch(topics.in(Locale.GERMANY)::contains)
                .allSatisfy(
                        topic -> {
                            assertThat(topic.name()).isNotBlank();
                            assertThat(topic.description()).isNotBlank();
                        });
    }

    @Test
    void are_german_unless_english_is_asked_for() {
        assertThat(topics.in(Locale.FRENCH)).isEqualTo(topics.in(Locale.GERMAN));
    }

    @Test
    void know_their_keys() {
        assertThat(topics.contains("monitoring")).isTrue();
        assertThat(topics.contains("wetter")).isFalse();
    }
}
