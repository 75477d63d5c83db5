package de.gemeinsamkommune.defaults;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of records as strong entity tags (RFC 9110, section 8.8.3). */
public final class ETags {

    private static final Pattern TAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private ETags() {}

    /** The value of the {@code ETag} header for a version of 0 or more. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version an {@code If-Match} header names.
     *
     * @throws ProblemException 428 when the header is missing, 400 when it is anything else than
     *     one strong tag made by {@link #of}
     */
    public static long require(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Problems.of(HttpStatus.PRECONDITION_REQUIRED, ProblemTypes.PRECONDITION_REQUIRED);
        }
        Matcher matcher = TAG.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw Problems.of(HttpStatus.BAD_REQUEST, ProblemTypes.ETAG_MALFORMED);
        }
        return Long.parseLong(matcher.group(1));
    }
}
