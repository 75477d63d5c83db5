package de.gemeinsamkommune.portal.advice;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A request for advice as the advisory service shows it; what is missing was erased, or is for the
 * team only.
 *
 * @param status {@code RECEIVED}, {@code ACCEPTED}, {@code CONCLUDED} or {@code WITHDRAWN}
 */
record AdviceRequest(
        String id,
        String topic,
        @Nullable String subject,
        @Nullable String question,
        @Nullable String municipality,
        String contactBy,
        String status,
        Instant receivedAt,
        @Nullable String asker,
        @Nullable String adviser,
        List<Reply> replies,
        List<Effort> efforts,
        @Nullable Long effortMinutes,
        @Nullable String outcome,
        @Nullable String conclusion,
        @Nullable Instant closedAt) {

    AdviceRequest {
        replies = replies == null ? List.of() : List.copyOf(replies);
        efforts = efforts == null ? List.of() : List.copyOf(efforts);
    }

    /** One contribution to the conversation, by {@code ASKER} or {@code ADVISER}. */
    record Reply(
            String id, String by, @Nullable String author, @Nullable String text, Instant at) {}

    /** Work done. */
    record Effort(String id, String activity, int minutes, LocalDate on, @Nullable String by) {}

    public boolean received() {
        return status.equals("RECEIVED");
    }

    public boolean accepted() {
        return status.equals("ACCEPTED");
    }

    public boolean open() {
        return received() || accepted();
    }
}
