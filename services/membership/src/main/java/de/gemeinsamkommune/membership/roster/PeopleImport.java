package de.gemeinsamkommune.membership.roster;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A list of people on its way into the network. Its rows are kept until it is carried out, given up
 * or a day old; then only sums, times and who imported it stay.
 *
 * @param fingerprint of the request, for a repeat with the same idempotency key
 * @param by id of the person who imports; null once they are erased
 * @param total rows in the file
 * @param skipFlawed whether the others were to be invited although rows have flaws
 * @param done rows carried out
 * @param upTo number of the last row carried out
 * @param checked what the check found
 * @param carriedOut what became of the rows carried out
 * @param runner whoever carries it out at the moment
 * @param beat when that was last heard of
 */
public record PeopleImport(
        @BsonId String id,
        String fingerprint,
        @Nullable String by,
        Stage stage,
        TableFormat format,
        Instant receivedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        boolean skipFlawed,
        int total,
        int done,
        int upTo,
        Sums checked,
        Sums carriedOut,
        List<String> ignored,
        List<RosterRow> rows,
        @Nullable String runner,
        @Nullable Instant beat) {

    /** Copies the lists; read for an overview there are no rows. */
    public PeopleImport {
        ignored = List.copyOf(ignored);
        rows = rows == null ? List.of() : List.copyOf(rows);
    }

    /** How far it is. */
    public enum Stage {
        /** Checked; nobody is invited yet. */
        CHECKED,
        /** People are being invited. */
        RUNNING,
        /** Is to stop; who is invited stays so. */
        STOPPING,
        /** Carried out. */
        DONE,
        /** Given up, before it began or on the way. */
        CANCELLED,
        /** Was not started within a day. */
        EXPIRED
    }

    static PeopleImport checked(
            String id,
            String fingerprint,
            String by,
            Roster roster,
            List<RosterRow> decided,
            Instant now) {
        Sums sums = Sums.NOTHING;
        for (RosterRow row : decided) {
            sums = sums.plus(Objects.requireNonNull(row.outcome()));
        }
        return new PeopleImport(
                id,
                fingerprint,
                by,
                Stage.CHECKED,
                roster.format(),
                now,
                null,
                null,
                false,
                decided.size(),
                0,
                0,
                sums,
                Sums.NOTHING,
                roster.ignored(),
                decided,
                null,
                null);
    }

    /** {@return the rows that are not carried out yet} */
    List<RosterRow> left() {
        return rows.stream().filter(row -> row.row() > upTo).toList();
    }
}
