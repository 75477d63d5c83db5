package de.gemeinsamkommune.membership.application;

/** The words that were agreed to are not those that hold. */
final class NoticeOutdated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoticeOutdated() {
        super("other words hold by now");
    }
}
