package de.gemeinsamkommune.membership.register;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One file on its way into the register.
 *
 * @param fingerprint of the request, for a repeat with the same idempotency key
 * @param on day of the file's territorial status
 * @param dryRun whether nothing is to be written
 * @param lines read so far
 * @param total units to write
 * @param written units written so far
 * @param leftOut units without people
 * @param counts how the file differs from the register there was, once that is known
 * @param municipalities number of municipalities afterwards
 * @param population inhabitants afterwards
 * @param flawCount all flaws
 * @param flaws the first of them
 */
public record RegisterImport(
        @BsonId String id,
        String fingerprint,
        LocalDate on,
        boolean dryRun,
        Stage stage,
        Instant receivedAt,
        long lines,
        int total,
        int written,
        int leftOut,
        @Nullable Counts counts,
        @Nullable Long municipalities,
        @Nullable Long population,
        long flawCount,
        List<Flaw> flaws) {

    /** Copies the flaws. */
    public RegisterImport {
        flaws = List.copyOf(flaws);
    }

    static RegisterImport received(
            String id, String fingerprint, LocalDate on, boolean dryRun, Instant now) {
        return new RegisterImport(
                id,
                fingerprint,
                on,
                dryRun,
                Stage.READING,
                now,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                0,
                List.of());
    }

    RegisterImport refused(RegisterFile.Reading reading) {
        return new RegisterImport(
                id,
                fingerprint,
                on,
                dryRun,
                Stage.REFUSED,
                receivedAt,
                reading.lines(),
                0,
                0,
                reading.leftOut(),
                null,
                null,
                null,
                reading.flawCount(),
                reading.flaws());
    }

    RegisterImport compared(RegisterFile.Reading reading, Register.Succession succession) {
        return new RegisterImport(
                id,
                fingerprint,
                on,
                dryRun,
                Stage.WRITING,
                receivedAt,
                reading.lines(),
                dryRun ? 0 : succession.after().units().size(),
                0,
                reading.leftOut(),
                succession.counts(),
                succession.after().municipalities(),
                succession.after().population(),
                0,
                List.of());
    }

    RegisterImport at(Stage next, int units) {
        return new RegisterImport(
                id,
                fingerprint,
                on,
                dryRun,
                next,
                receivedAt,
                lines,
                total,
                units,
                leftOut,
                counts,
                municipalities,
                population,
                flawCount,
                flaws);
    }

    /** How far it is. */
    public enum Stage {
        /** The file is read and checked. */
        READING,
        /** Units are written beside those there are. */
        WRITING,
        /** All is done; after a dry run nothing was written. */
        DONE,
        /** The file has flaws; nothing was written. */
        REFUSED,
        /** It was cut off; nothing of it counts. */
        BROKEN;

        boolean isFinal() {
            return this == DONE || this == REFUSED || this == BROKEN;
        }
    }
}
