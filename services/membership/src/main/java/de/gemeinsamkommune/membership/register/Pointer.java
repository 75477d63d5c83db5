package de.gemeinsamkommune.membership.register;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Says which generation of units is the register, and which import is under way. The only document
 * imports compete for.
 *
 * @param generation whose units count, null before the first import
 * @param previous kept for readers that looked here before the last switch
 * @param on day of the territorial status, null for what the product brings
 * @param municipalities that exist in it, a kreisfreie Stadt once; null as with {@code on}
 * @param population inhabitants of these; null as with {@code on}
 * @param running the import under way
 */
public record Pointer(
        @BsonId String id,
        @Nullable String generation,
        @Nullable String previous,
        @Nullable LocalDate on,
        @Nullable Long municipalities,
        @Nullable Long population,
        @Nullable Running running) {

    /** An import under way, and when it last said so. */
    public record Running(String run, Instant beat) {}

    boolean isRunning(String run, Instant notBefore) {
        return running != null && running.run().equals(run) && !running.beat().isBefore(notBefore);
    }

    /** {@return generations whose units must stay} */
    List<String> inUse() {
        return Stream.of(generation, previous, running == null ? null : running.run())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }
}
