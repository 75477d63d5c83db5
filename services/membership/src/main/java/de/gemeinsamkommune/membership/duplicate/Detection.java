package de.gemeinsamkommune.membership.duplicate;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds pairs of people who may be the same. People are grouped by name, by address, and by
 * municipality and first letter, and only those of a group are compared: the effort grows with the
 * network, not with its square.
 */
final class Detection {

    /** From this similarity (Jaro-Winkler) on two names are similar. */
    static final double SIMILAR = 0.94;

    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private Detection() {}

    /** {@return all pairs, each once with its best reason, the best first} */
    static List<Pair> among(Collection<Known> people) {
        Map<String, Pair> best = new HashMap<>();
        compare(
                people,
                known -> Stream.of(known.name()),
                (one, two) ->
                        one.isColleagueOf(two)
                                ? Reason.SAME_NAME_AND_MUNICIPALITY
                                : Reason.SAME_NAME,
                best);
        compare(people, known -> Stream.of(known.address()), (_, _) -> Reason.SAME_ADDRESS, best);
        compare(
                people,
                known -> known.municipalities().stream().map(key -> key + known.initial()),
                (one, two) ->
                        !one.name().equals(two.name())
                                        && SIMILARITY.apply(one.name(), two.name()) >= SIMILAR
                                ? Reason.SIMILAR_NAME
                                : null,
                best);
        return best.values().stream().sorted().toList();
    }

    private static void compare(
            Collection<Known> people,
            Function<Known, Stream<String>> groups,
            BiFunction<Known, Known, @Nullable Reason> reason,
            Map<String, Pair> best) {
        Map<String, List<Known>> members = new HashMap<>();
        for (Known known : people) {
            groups.apply(known)
                    .forEach(
                            key -> members.computeIfAbsent(key, _ -> new ArrayList<>()).add(known));
        }
        for (List<Known> group : members.values()) {
            for (int i = 0; i < group.size(); i++) {
                for (int j = i + 1; j < group.size(); j++) {
                    Reason found = reason.apply(group.get(i), group.get(j));
                    if (found != null) {
                        Pair pair = Pair.of(found, group.get(i), group.get(j));
                        best.merge(
                                pair.key(),
                                pair,
                                (one, two) -> one.compareTo(two) <= 0 ? one : two);
                    }
                }
            }
        }
    }
}
