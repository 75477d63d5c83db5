package de.gemeinsamkommune.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.LongStream;

class PositionsTest {

    @Test
    void are_read_as_they_were_written() {
        Positions positions = at(0, 17, 4_000_000_000L);
        assertThat(Positions.parse(positions.text(), 3)).isEqualTo(positions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1,2", "1,2,3,4", "1,2,-1", "1,2,x", "1,2,", "1,2,99999999999999999999"})
    void refuse_what_they_did_not_write(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Positions.parse(text, 3));
    }

    @Test
    void share_a_page_evenly() {
        assertThat(at(0, 0, 0).stops(at(100, 100, 100), 30)).isEqualTo(at(10, 10, 10));
    }

    @Test
    void leave_to_the_long_what_the_short_do_not_need() {
        assertThat(at(0, 0, 0).stops(at(2, 100, 0), 30)).isEqualTo(at(2, 28, 0));
    }

    @Test
    void share_out_no_more_than_the_page_holds() {
        assertThat(at(5, 5, 5).stops(at(9, 9, 9), 2)).isEqualTo(at(6, 6, 5));
        assertThat(at(5, 5, 5).stops(at(9, 9, 9), 1)).isEqualTo(at(6, 5, 5));
    }

    @Test
    void stay_at_the_end() {
        assertThat(at(3, 4).stops(at(3, 4), 10)).isEqualTo(at(3, 4));
    }

    @Test
    void come_to_the_end_page_by_page() {
        Positions end = at(7, 0, 31);
        Positions positions = Positions.beginning(3);
        long read = 0;
        for (int page = 0; page < 100 && !positions.equals(end); page++) {
            Positions next = positions.stops(end, 5);
            for (int partition = 0; partition < 3; partition++) {
                assertThat(next.of(partition)).isGreaterThanOrEqualTo(positions.of(partition));
                read += next.of(partition) - positions.of(partition);
            }
            positions = next;
        }
        assertThat(positions).isEqualTo(end);
        assertThat(read).isEqualTo(38);
    }

    @Test
    void know_when_they_are_beyond() {
        assertThat(at(3, 5).anyBeyond(at(3, 4))).isTrue();
        assertThat(at(3, 4).anyBeyond(at(3, 4))).isFalse();
    }

    private static Positions at(long... offsets) {
        return new Positions(LongStream.of(offsets).boxed().toList());
    }
}
