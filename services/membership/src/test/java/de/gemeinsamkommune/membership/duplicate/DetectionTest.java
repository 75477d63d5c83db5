package de.gemeinsamkommune.membership.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.membership.person.PersonName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class DetectionTest {

    @ParameterizedTest
    @CsvSource({
        "Jürgen, Müller, juergen, MUELLER",
        "Jürgen, Müller, Müller, Jürgen",
        "Dr. Jürgen, Müller, Jürgen, Müller",
        "Prof. Dr.-Ing. Jürgen, Müller, Jürgen, Müller",
        "René, Weiß, Rene, Weiss",
        "Anna-Lena, Groß, Anna Lena, Gross",
        "Anna  Lena, Groß, Anna Lena, Groß",
        "Ju\u0308rgen, Müller, Jürgen, Müller",
        "Łukasz, Šimić, Łukasz, Simic",
        "Αθηνά, Παπαδοπούλου, ΑΘΗΝΑ, ΠΑΠΑΔΟΠΟΥΛΟΥ"
    })
    void names_are_the_same_however_they_are_written(
            String given, String family, String otherGiven, String otherFamily) {
        assertThat(NameKey.of(new PersonName(given, family)))
                .isEqualTo(NameKey.of(new PersonName(otherGiven, otherFamily)));
    }

    @ParameterizedTest
    @CsvSource({
        "Jürgen, Müller, Jürgen, Möller",
        "Anna, Groß, Anna Lena, Groß",
        "Ali, Dr, Veli, Dr",
        "李, 明, 李, 华"
    })
    void other_names_are_others(
            String given, String family, String otherGiven, String otherFamily) {
        assertThat(NameKey.of(new PersonName(given, family)))
                .isNotEqualTo(NameKey.of(new PersonName(otherGiven, otherFamily)));
    }

    @Test
    void something_is_left_of_a_name_of_nothing_but_titles() {
        assertThat(NameKey.of(new PersonName("Frau", "Herr"))).isEqualTo("frau herr");
        assertThat(NameKey.of(new PersonName("-", "."))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "anna.gross@gmail.com, annagross+netz@googlemail.com",
        "Anna.Gross@freising.example, anna.gross+via@freising.example",
        "anna@xn--mhldorf-n2a.example, anna@muehldorf.example"
    })
    void addresses_that_lead_into_one_mailbox_are_the_same(String one, String two) {
        assertThat(AddressKey.of(one)).isEqualTo(AddressKey.of(two));
    }

    @ParameterizedTest
    @CsvSource({
        "anna.gross@freising.example, annagross@freising.example",
        "anna@freising.example, anna@erding.example",
        "+anna@freising.example, +otto@freising.example"
    })
    void other_addresses_are_others(String one, String two) {
        assertThat(AddressKey.of(one)).isNotEqualTo(AddressKey.of(two));
    }

    @Test
    void a_pair_is_found_once_with_its_best_reason() {
        Known anna = known("1", "anna gross", "a@x.example", "09178");
        assertThat(pairs(anna, known("2", "anna gross", "a@x.example", "09178")))
                .containsExactly(new Pair(Reason.SAME_NAME_AND_MUNICIPALITY, "1", "2"));
        assertThat(pairs(anna, known("0", "anna gross", "b@x.example", "09573")))
                .containsExactly(new Pair(Reason.SAME_NAME, "0", "1"));
        assertThat(pairs(anna, known("2", "otto klein", "a@x.example", "09573")))
                .containsExactly(new Pair(Reason.SAME_ADDRESS, "1", "2"));
        assertThat(pairs(anna, known("2", "anna grosz", "b@x.example", "09178")))
                .containsExactly(new Pair(Reason.SIMILAR_NAME, "1", "2"));
    }

    @Test
    void others_are_no_pair() {
        Known anna = known("1", "anna gross", "a@x.example", "09178");
        assertThat(
                        pairs(
                                anna,
                                known("2", "anna grosz", "b@x.example", "09573"),
                                known("3", "hanno grass", "c@x.example", "09178")))
                .isEmpty();
        assertThat(pairs(anna)).isEmpty();
    }

    @Test
    void the_best_come_first() {
        assertThat(
                        pairs(
                                known("1", "anna gross", "a@x.example", "09178"),
                                known("2", "anna grosz", "a@x.example", "09178"),
                                known("3", "anna gross", "c@x.example", "09573"),
                                known("4", "anna gross", "d@x.example", "09573")))
                .extracting(Pair::reason)
                .isSorted()
                .startsWith(Reason.SAME_NAME_AND_MUNICIPALITY, Reason.SAME_ADDRESS);
    }

    @Test
    void ten_thousand_people_take_no_time_worth_mentioning() {
        List<Known> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(known("" + i, "name " + i, i + "@x.example", "" + i / 20));
        }
        long begun = System.nanoTime();
        assertThat(Detection.among(many)).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    private static List<Pair> pairs(Known... people) {
        return Detection.among(List.of(people));
    }

    private static Known known(String id, String name, String address, String municipality) {
        return new Known(id, name, address, Set.of(municipality));
    }
}
