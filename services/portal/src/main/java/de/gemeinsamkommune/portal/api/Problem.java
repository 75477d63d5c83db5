package de.gemeinsamkommune.portal.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A problem detail (RFC 9457) as the services write it. */
public record Problem(
        String type,
        String title,
        @Nullable String detail,
        List<Field> errors,
        @Nullable String traceId) {

    public Problem {
        type = type == null ? "about:blank" : type;
        title = title == null ? "" : title;
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** One refused field: a JSON pointer and what is wrong with it. */
    public record Field(String pointer, String detail) {
        public Field {
            pointer = pointer == null ? "" : pointer;
            detail = detail == null ? "" : detail;
        }
    }
}
