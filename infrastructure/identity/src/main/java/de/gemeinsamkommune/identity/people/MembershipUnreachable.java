package de.gemeinsamkommune.identity.people;

/** Membership gave no usable answer; nothing is known about the person, to be tried again. */
public final class MembershipUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MembershipUnreachable(Throwable cause) {
        super("Membership gave no answer", cause);
    }
}
