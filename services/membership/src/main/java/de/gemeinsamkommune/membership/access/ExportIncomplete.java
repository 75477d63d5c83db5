package de.gemeinsamkommune.membership.access;

/** A service does not say now what it holds about a person, so there is no export. */
final class ExportIncomplete extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String service;

    ExportIncomplete(String service) {
        super(service + " is missing from an export", null, false, false);
        this.service = service;
    }

    String service() {
        return service;
    }
}
