package de.gemeinsamkommune.membership.roster;

/** What is asked of an import does not go together with how far it is. */
@SuppressWarnings("serial") // never serialized: it lives for one request
final class ImportNotPossible extends RuntimeException {

    private final String problem;
    private final String id;
    private final int count;

    private ImportNotPossible(String problem, String id, int count) {
        super(problem);
        this.problem = problem;
        this.id = id;
        this.count = count;
    }

    /** Rows have flaws, and nobody said that the others are to be invited nevertheless. */
    static ImportNotPossible flawed(String id, int rows) {
        return new ImportNotPossible("people-import-flawed", id, rows);
    }

    /** It was carried out, given up, or is too old. */
    static ImportNotPossible ended(String id) {
        return new ImportNotPossible("people-import-ended", id, 0);
    }

    String problem() {
        return problem;
    }

    String id() {
        return id;
    }

    int count() {
        return count;
    }
}
