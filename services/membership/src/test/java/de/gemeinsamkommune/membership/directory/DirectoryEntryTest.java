package de.gemeinsamkommune.membership.directory;

import static de.gemeinsamkommune.membership.directory.Visibility.MEMBERS;
import static de.gemeinsamkommune.membership.directory.Visibility.PUBLIC;
import static de.gemeinsamkommune.membership.directory.Visibility.TEAM;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

class DirectoryEntryTest {

    private static DirectoryEntry entry(boolean listed, Visibility name, Visibility others) {
        return new DirectoryEntry(
                listed,
                "Position",
                "+4989123456",
                List.of("monitoring"),
                "Text",
                new Visibilities(name, others, others, others, others, others, others));
    }

    @ParameterizedTest
    @CsvSource({
        "TEAM, TEAM, true",
        "TEAM, MEMBERS, false",
        "TEAM, PUBLIC, false",
        "MEMBERS, TEAM, true",
        "MEMBERS, MEMBERS, true",
        "MEMBERS, PUBLIC, false",
        "PUBLIC, TEAM, true",
        "PUBLIC, MEMBERS, true",
        "PUBLIC, PUBLIC, true"
    })
    void a_field_is_seen_by_its_circle_and_those_within(
            Visibility chosen, Visibility audience, boolean seen) {
        assertThat(entry(true, PUBLIC, chosen).shows(Field.EXPERIENCE, audience)).isEqualTo(seen);
        assertThat(entry(true, chosen, PUBLIC).shows(Field.NAME, audience)).isEqualTo(seen);
    }

    @ParameterizedTest
    @EnumSource
    void whose_name_is_not_seen_of_them_nothing_is(Field field) {
        assertThat(entry(true, MEMBERS, PUBLIC).shows(field, PUBLIC)).isFalse();
        assertThat(entry(true, TEAM, PUBLIC).shows(field, MEMBERS)).isFalse();
        assertThat(entry(true, TEAM, PUBLIC).shows(field, TEAM)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void who_did_not_choose_to_be_listed_is_seen_by_the_team_alone(Field field) {
        for (DirectoryEntry unlisted : List.of(DirectoryEntry.NONE, entry(false, PUBLIC, PUBLIC))) {
            assertThat(unlisted.shows(field, TEAM)).isTrue();
            assertThat(unlisted.shows(field, MEMBERS)).isFalse();
            assertThat(unlisted.shows(field, PUBLIC)).isFalse();
        }
    }

    @Test
    void nothing_is_public_by_proposal() {
        for (Field field : Field.values()) {
            assertThat(Visibilities.PROPOSED.of(field)).isNotEqualTo(PUBLIC);
        }
    }

    @Test
    void what_is_blank_is_nothing_and_what_is_too_long_is_refused() {
        DirectoryEntry blank =
                new DirectoryEntry(
                        true, " ", null, List.of("b", "a", "b"), "\n", Visibilities.PROPOSED);
        assertThat(blank.position()).isNull();
        assertThat(blank.experience()).isNull();
        assertThat(blank.topics()).containsExactly("a", "b");
        assertThatThrownBy(
                        () ->
                                new DirectoryEntry(
                                        true,
                                        null,
                                        null,
                                        List.of(),
                                        "x".repeat(1001),
                                        Visibilities.PROPOSED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_history_has_a_name_for_each_field() {
        assertThat(entry(true, PUBLIC, TEAM).fields().keySet())
                .contains("directory/listed", "directory/experience", "directory/visibility/name")
                .allMatch(name -> name.startsWith(DirectoryEntry.HISTORY))
                .hasSize(5 + Field.values().length);
        assertThat(DirectoryEntry.NONE.fields()).doesNotContainKey("directory/telephone");
    }

    @ParameterizedTest
    @CsvSource({
        "089 123456, +4989123456",
        "+49 (0)89/12 34 56, +4989123456",
        "0043 1 58858-0, +431588580",
        "+1 650-253-0000, +16502530000"
    })
    void telephone_numbers_are_kept_in_one_form(String typed, String kept) {
        assertThat(Telephone.parse(typed)).hasValue(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "nobody", "089", "+49", "089 123456 ext. 7", "+999 1234567"})
    void what_nobody_can_call_is_no_telephone_number(String typed) {
        assertThat(Telephone.parse(typed)).isEmpty();
    }

    @Test
    void the_topics_are_those_one_can_ask_for_advice_on() {
        JsonNode advice =
                JsonMapper.shared()
                        .readTree(
                                Path.of("../advisory/src/main/resources/advisory/topics.json")
                                        .toFile());
        Topics topics = new Topics();
        assertThat(topics.in(Locale.GERMAN))
                .isEqualTo(
                        advice.valueStream()
                                .map(
                                        topic ->
                                                new Topics.Topic(
                                                        topic.get("key").asString(),
                                                        topic.get("de").get("name").asString()))
                                .toList());
        assertThat(topics.in(Locale.ENGLISH))
                .extracting(Topics.Topic::name)
                .isEqualTo(
                        advice.valueStream()
                                .map(topic -> topic.get("en").get("name").asString())
                                .toList());
    }
}
