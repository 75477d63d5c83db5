package de.gemeinsamkommune.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two ways to do the same, taking turns in one run. */
final class Rounds {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int TIMES = Integer.getInteger("times", 300);

    private Rounds() {}

    /** Something done many times, which returns how many records it read or wrote. */
    @FunctionalInterface
    interface Work {
        int once() throws Exception;
    }

    /**
     * Measures and prints both, {@code -Dtimes} each in every round.
     *
     * @param what in the words of the report
     * @throws IllegalStateException when the two do not read the same
     */
    static void compare(String what, Work ours, Work bare) throws Exception {
        int read = ours.once();
        if (read == 0 || read != bare.once()) {
            throw new IllegalStateException("the two ways to measure " + what + " differ");
        }
        inTurns(what, TIMES, ours, bare);
    }

    /**
     * Measures and prints both, and their ratio as the median of the rounds after one for warming
     * up. That the two do the same is for the caller to check.
     *
     * @param what in the words of the report
     * @param times how often each is done in every round
     * @return seconds that ours took once, in the slowest round
     */
    static double inTurns(String what, int times, Work ours, Work bare) throws Exception {
        List<Double> ratios = new ArrayList<>();
        double slowest = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            double mine = microseconds(ours, times);
            double theirs = microseconds(bare, times);
            if (round > 0) {
                slowest = Math.max(slowest, mine);
                ratios.add(theirs / mine);
                print(
                        "%s: %.0f µs, bare driver: %.0f µs, ratio %.2f",
                        what, mine, theirs, theirs / mine);
            }
        }
        print(
                "%s, ratio to the bare driver, median of %d rounds: %.2f (asked: 0.50)",
                what, ROUNDS, median(ratios));
        return slowest / 1e6;
    }

    /** {@return microseconds that the work takes once, on average of {@code -Dtimes}} */
    static double microseconds(Work work) throws Exception {
        return microseconds(work, TIMES);
    }

    /** {@return microseconds that the work takes once, on average} */
    static double microseconds(Work work, int times) throws Exception {
        long start = System.nanoTime();
        for (int time = 0; time < times; time++) {
            work.once();
        }
        return (System.nanoTime() - start) / 1e3 / times;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    static void print(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
