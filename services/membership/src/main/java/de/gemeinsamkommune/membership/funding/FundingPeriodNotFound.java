package de.gemeinsamkommune.membership.funding;

/** No period has this code. */
final class FundingPeriodNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FundingPeriodNotFound() {
        super("no funding period has this code");
    }
}
