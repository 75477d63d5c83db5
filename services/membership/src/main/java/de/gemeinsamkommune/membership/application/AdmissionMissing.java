package de.gemeinsamkommune.membership.application;

/** The unit does not belong yet, and nothing says how it is to. */
final class AdmissionMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AdmissionMissing() {
        super("an approval without an admission");
    }
}
