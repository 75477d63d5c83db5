package de.gemeinsamkommune.membership.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PunycodeTest {

    /** The last four are samples of RFC 3492, section 7.1 (L, O, P and R). */
    @ParameterizedTest
    @CsvSource({
        "münchen, mnchen-3ya",
        "straße, strae-oqa",
        "gemeinde-weißenburg, gemeinde-weienburg-6qb",
        "3年b組金八先生, 3b-ww4c5e180e575a65lsy2b",
        "ひとつ屋根の下2, 2-u9tlzr9756bt3uc0v",
        "majiでkoiする5秒前, majikoi5-783gue6qz075azm5e",
        "そのスピードで, d9juau41awczczp"
    })
    void encodes_as_the_standard_says(String label, String expected) {
        assertThat(Punycode.encode(label)).isEqualTo(expected);
    }
}
