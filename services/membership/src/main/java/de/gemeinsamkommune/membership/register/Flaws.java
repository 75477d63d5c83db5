package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Collects what is wrong with a file: counts all of it and keeps the first hundred. */
final class Flaws {

    static final int SHOWN = 100;

    private final List<Flaw> first = new ArrayList<>();
    private long count;

    void add(long line, @Nullable String column, String code, Object... arguments) {
        count++;
        if (first.size() < SHOWN) {
            first.add(
                    new Flaw(
                            line,
                            column,
                            code,
                            Stream.of(arguments).map(String::valueOf).toList()));
        }
    }

    long count() {
        return count;
    }

    /** {@return the kept ones in the order of their lines} */
    List<Flaw> shown() {
        return first.stream().sorted(Comparator.comparingLong(Flaw::line)).toList();
    }
}
