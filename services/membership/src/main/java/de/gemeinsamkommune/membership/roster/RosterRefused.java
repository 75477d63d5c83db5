package de.gemeinsamkommune.membership.roster;

import java.util.List;

/** A file that is no list of people at all, so that there are no rows to speak about. */
@SuppressWarnings("serial") // never serialized: it lives for one request
final class RosterRefused extends RuntimeException {

    private final Reason reason;
    private final List<Object> arguments;

    /**
     * @param arguments for the text: names of columns we know, numbers; never what stands in the
     *     file, which could be anybody's
     */
    RosterRefused(Reason reason, Object... arguments) {
        super(reason.problem());
        this.reason = reason;
        this.arguments = List.of(arguments);
    }

    Reason reason() {
        return reason;
    }

    Object[] arguments() {
        return arguments.toArray();
    }

    /** Why; each has a problem type of its own. */
    enum Reason {
        EMPTY("people-file-empty"),
        OLD_EXCEL("people-file-old-excel"),
        NOT_A_TABLE("people-file-not-a-table"),
        UNREADABLE("people-file-unreadable"),
        QUOTES("people-file-quotes"),
        TOO_LARGE("people-file-too-large"),
        COLUMNS_MISSING("people-file-columns-missing"),
        COLUMN_TWICE("people-file-column-twice"),
        NO_ROWS("people-file-no-rows"),
        TOO_MANY_ROWS("people-file-too-many-rows");

        private final String problem;

        Reason(String problem) {
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }
}
