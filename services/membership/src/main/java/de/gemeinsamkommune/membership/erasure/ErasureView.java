package de.gemeinsamkommune.membership.erasure;

import de.gemeinsamkommune.membership.erasure.Erasure.Confirmation;
import de.gemeinsamkommune.membership.erasure.Erasure.Hold;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A receipt as everybody sees it who has its address; nothing in it tells whose it is.
 *
 * @param completedAt absent while a service is missing
 * @param services who has to forget, and who has
 * @param holds what must be kept all the same
 * @param forgottenBy absent while a service is missing
 */
record ErasureView(
        String receipt,
        Status status,
        Instant requestedAt,
        @Nullable Instant completedAt,
        List<Part> services,
        List<Kept> holds,
        @Nullable ForgottenBy forgottenBy) {

    /** How far the erasure is. */
    enum Status {
        /** At least one service has not confirmed. */
        IN_PROGRESS,
        /** All have. */
        COMPLETED
    }

    /**
     * A service's part.
     *
     * @param confirmedAt absent until it has confirmed
     */
    record Part(String service, boolean confirmed, @Nullable Instant confirmedAt) {}

    /**
     * What a service must keep.
     *
     * @param what code, such as {@code attendance-proof}
     * @param reason code, such as {@code proof-of-use}
     * @param until last day of keeping, absent while it is not known
     * @param explanation what it is, why and how long it is kept, in the caller's language
     */
    record Kept(
            String service,
            String what,
            String reason,
            @Nullable LocalDate until,
            String explanation) {}

    /** From when on not even files, backups and logs remember. */
    record ForgottenBy(Instant storeFiles, Instant backups, Instant logs) {}

    static ErasureView of(Erasure erasure, ErasureSettings settings, HoldTexts texts) {
        List<Part> parts = new ArrayList<>();
        // the profile went in the very write that began the erasure
        parts.add(new Part("membership", true, erasure.requestedAt()));
        List<Kept> kept = new ArrayList<>();
        for (String service : Erasure.SERVICES) {
            Confirmation confirmation = erasure.confirmations().get(service);
            if (confirmation == null) {
                parts.add(new Part(service, false, null));
                continue;
            }
            parts.add(new Part(service, true, confirmation.at()));
            for (Hold hold : confirmation.held()) {
                kept.add(
                        new Kept(
                                service,
                                hold.what(),
                                hold.reason(),
                                hold.until(),
                                texts.explain(hold)));
            }
        }
        Instant completedAt = erasure.completedAt();
        return new ErasureView(
                erasure.receipt(),
                completedAt == null ? Status.IN_PROGRESS : Status.COMPLETED,
                erasure.requestedAt(),
                completedAt,
                parts,
                kept,
                completedAt == null
                        ? null
                        : new ForgottenBy(
                                completedAt.plus(settings.storeFiles()),
                                completedAt.plus(settings.backups()),
                                completedAt.plus(settings.logs())));
    }
}
