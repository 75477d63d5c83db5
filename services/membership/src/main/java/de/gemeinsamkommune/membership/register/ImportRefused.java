package de.gemeinsamkommune.membership.register;

/** A file that may not be imported now, however good it is. */
@SuppressWarnings("serial") // never serialized: it lives for one request
final class ImportRefused extends RuntimeException {

    private final Reason reason;

    ImportRefused(Reason reason) {
        super(reason.problem());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why; each has a problem type of its own. */
    enum Reason {
        /** Another import is under way. */
        RUNNING("import-running"),
        /** The register there is has a later day. */
        OLDER("register-older");

        private final String problem;

        Reason(String problem) {
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }
}
