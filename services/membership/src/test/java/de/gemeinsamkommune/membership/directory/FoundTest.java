package de.gemeinsamkommune.membership.directory;

import static de.gemeinsamkommune.membership.directory.Visibility.MEMBERS;
import static de.gemeinsamkommune.membership.directory.Visibility.PUBLIC;
import static de.gemeinsamkommune.membership.directory.Visibility.TEAM;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.membership.municipality.MunicipalityKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

class FoundTest {

    private static final Town KIRCHHEIM =
            new Town(
                    "09184131",
                    "Gemeinde Kirchheim b.München",
                    MunicipalityKind.MUNICIPALITY,
                    TownSize.SMALL_TOWN);

    private static Colleague colleague(Visibilities visibility) {
        return new Colleague(
                "Zoë",
                "Müßig-Östner",
                "zoe@kirchheim.example",
                false,
                List.of("09184131"),
                new DirectoryEntry(
                        true,
                        "Koordinatorin",
                        "+4989123456",
                        List.of("monitoring"),
                        "Wir haben Helferkreise gegründet.",
                        visibility));
    }

    private static Found found(Colleague colleague) {
        return Found.of(
                "id", colleague, key -> Optional.of(KIRCHHEIM).filter(t -> t.key().equals(key)));
    }

    @Test
    void is_found_by_what_the_audience_sees_and_by_nothing_else() {
        Found found =
                found(
                        colleague(
                                new Visibilities(
                                        PUBLIC, TEAM, MEMBERS, TEAM, PUBLIC, MEMBERS, TEAM)));
        assertThat(found.open())
                .contains(Found.ANYBODY, "word:zoe", "word:mussig", "word:ostner")
                .noneMatch(
                        token ->
                                token.startsWith("topic:")
                                        || token.startsWith("municipality:")
                                        || token.startsWith("district:")
                                        || token.startsWith("size:")
                                        || token.startsWith("like:")
                                        || token.startsWith("word:kirch")
                                        || token.startsWith("word:koord")
                                        || token.startsWith("word:helfer"));
        assertThat(found.members())
                .contains(
                        "topic:monitoring",
                        "municipality:09184131",
                        "district:09184",
                        "size:small_town",
                        "like:municipality/small_town",
                        "word:kirchheim")
                .doesNotContain("word:koordinatorin", "word:helferkreise");
        assertThat(found.team()).contains("word:koordinatorin", "word:helferkreise");
        for (Visibility audience : Visibility.values()) {
            assertThat(found.tokens(audience)).noneMatch(token -> token.contains("123456"));
        }
    }

    @Test
    void is_not_found_by_those_who_do_not_see_the_name() {
        Found found =
                found(
                        colleague(
                                new Visibilities(
                                        TEAM, PUBLIC, PUBLIC, PUBLIC, PUBLIC, PUBLIC, PUBLIC)));
        assertThat(found.open()).isEmpty();
        assertThat(found.members()).isEmpty();
        assertThat(found.team()).contains("topic:monitoring");
    }

    @Test
    void who_said_nothing_is_found_by_the_team_alone() {
        Found found =
                found(
                        new Colleague(
                                "Zoë",
                                "Östner",
                                "zoe@kirchheim.example",
                                false,
                                List.of("09184131"),
                                DirectoryEntry.NONE));
        assertThat(found.team()).contains(Found.ANYBODY, "municipality:09184131", "word:ostner");
        assertThat(found.members()).isEmpty();
        assertThat(found.open()).isEmpty();
    }

    @Test
    void whose_only_municipality_ended_is_found_by_the_team_alone() {
        Visibilities all = new Visibilities(PUBLIC, PUBLIC, PUBLIC, PUBLIC, PUBLIC, PUBLIC, PUBLIC);
        Found ended = Found.of("id", colleague(all), _ -> Optional.empty());
        assertThat(ended.members()).isEmpty();
        assertThat(ended.open()).isEmpty();
        assertThat(ended.team()).contains(Found.ANYBODY).doesNotContain("municipality:09184131");
        Colleague working =
                new Colleague("A", "B", "a@b.example", true, List.of("1"), colleague(all).entry());
        assertThat(Found.of("id", working, _ -> Optional.empty()).open()).contains("word:a");
    }

    @Test
    void names_are_found_by_their_beginnings_however_umlauts_are_typed() {
        Found found = found(colleague(Visibilities.PROPOSED));
        for (String typed : List.of("Müßig", "muessig", "MUSSIG", "Mus", "Oestner", "östn", "zo")) {
            assertThat(Words.asked(typed))
                    .as(typed)
                    .allMatch(word -> found.members().contains(Found.word(word)));
        }
        assertThat(found.members()).doesNotContain(Found.word("ssig"));
    }

    @Test
    void long_words_and_texts_do_not_make_long_documents() {
        assertThat(Words.asked("Donaudampfschifffahrtsgesellschaft"))
                .containsExactly("donaudampfschifffahr");
        assertThat(Words.beginnings("wort ".repeat(500))).hasSize(4);
        String text = "wort".chars().mapToObj(c -> "x" + c + " ").toList().toString().repeat(300);
        assertThat(Words.of(text).size()).isLessThanOrEqualTo(300);
        Colleague endless =
                new Colleague(
                        "x".repeat(200),
                        "😀".repeat(200),
                        "a@b.example",
                        true,
                        List.of(),
                        DirectoryEntry.NONE);
        assertThat(found(endless).sort().codePointCount(0, found(endless).sort().length()))
                .isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "MUNICIPALITY, 1, VILLAGE",
        "MUNICIPALITY, 4999, VILLAGE",
        "MUNICIPALITY, 5000, SMALL_TOWN",
        "MUNICIPALITY, 19999, SMALL_TOWN",
        "MUNICIPALITY, 20000, MEDIUM_TOWN",
        "INDEPENDENT_CITY, 99999, MEDIUM_TOWN",
        "INDEPENDENT_CITY, 100000, CITY",
        "DISTRICT, 99999, SMALL_DISTRICT",
        "DISTRICT, 100000, MEDIUM_DISTRICT",
        "DISTRICT, 199999, MEDIUM_DISTRICT",
        "DISTRICT, 200000, LARGE_DISTRICT"
    })
    void towns_and_districts_have_classes_of_their_own(
            MunicipalityKind kind, long population, TownSize size) {
        assertThat(TownSize.of(kind, population)).isEqualTo(size);
    }
}
