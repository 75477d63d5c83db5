package de.gemeinsamkommune.membership.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "Petrović",
                "d'Avis-Müller",
                "صدیقه\u200cسادات",
                "李",
                "𠮷田",
                "von der Au"
            })
    void takes_names_of_any_script(String part) {
        assertThat(new PersonName(part, part).full()).isEqualTo(part + " " + part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a\nb", "a\u0000", "a\u001b[31m", "a\u202eb", "a\u2028b", "\ud800"})
    void refuses_nothing_and_controls(String part) {
        assertThat(PersonName.isValid(part)).isFalse();
        assertThatThrownBy(() -> new PersonName("A", part))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void counts_characters_and_not_their_parts() {
        assertThat(PersonName.isValid("𠮷".repeat(200))).isTrue();
        assertThat(PersonName.isValid("𠮷".repeat(201))).isFalse();
    }

    @Test
    void takes_white_space_off_the_ends() {
        assertThat(new PersonName(" Amira ", "\u2003Haddad\t"))
                .isEqualTo(new PersonName("Amira", "Haddad"));
    }
}
