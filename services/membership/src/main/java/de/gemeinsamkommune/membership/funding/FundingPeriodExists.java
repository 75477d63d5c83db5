package de.gemeinsamkommune.membership.funding;

/** A period with other terms has the code. */
final class FundingPeriodExists extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FundingPeriodExists() {
        super("another funding period has this code");
    }
}
