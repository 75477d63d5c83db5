package de.gemeinsamkommune.membership.register;

/** A file that is no register at all, so that there are no lines to speak about. */
@SuppressWarnings("serial") // never serialized: it lives for one request
final class FileRefused extends RuntimeException {

    private final Reason reason;

    FileRefused(Reason reason) {
        super(reason.problem());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why; each has a problem type of its own. */
    enum Reason {
        EMPTY("register-file-empty"),
        ARCHIVE("register-file-archive"),
        UTF_16("register-file-utf-16"),
        NOT_TEXT("register-file-not-text"),
        FORMAT_UNKNOWN("register-format-unknown"),
        COLUMNS_MISSING("register-columns-missing"),
        DAY_MISSING("register-day-missing"),
        DAY_UNREADABLE("register-day-unreadable"),
        DAY_DIFFERS("register-day-differs");

        private final String problem;

        Reason(String problem) {
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }
}
