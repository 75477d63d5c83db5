package de.gemeinsamkommune.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two ways to do the same, taking turns in one run. */
final class Rounds {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int TIMES = Integer.getInteger("times", 300);

    private Rounds() {}

    /** Something done many times, which returns how many records it read. */
    @FunctionalInterface
    interface Work {
        int once() throws Exception;
    }

    /**
     * Measures and prints both, and their ratio as the median of the rounds after one for warming
     * up.
     *
     * @param what in the words of the report
     * @throws IllegalStateException when the two do not read the same
     */
    static void compare(String what, Work ours, Work bare) throws Exception {
        if (ours.once() != bare.once() || bare.once() == 0) {
            throw new IllegalStateException("the two ways to measure " + what + " differ");
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            double mine = microseconds(ours);
            double theirs = microseconds(bare);
            if (round > 0) {
                ratios.add(theirs / mine);
                print(
                        "%s: %.0f µs, bare driver: %.0f µs, ratio %.2f",
                        what, mine, theirs, theirs / mine);
            }
        }
        print(
                "%s, ratio to the bare driver, median of %d rounds: %.2f (asked: 0.50)",
                what, ROUNDS, median(ratios));
    }

    /** {@return microseconds that the work takes once, on average} */
    static double microseconds(Work work) throws Exception {
        long start = System.nanoTime();
        for (int time = 0; time < TIMES; time++) {
            work.once();
        }
        return (System.nanoTime() - start) / 1e3 / TIMES;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    static void print(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
