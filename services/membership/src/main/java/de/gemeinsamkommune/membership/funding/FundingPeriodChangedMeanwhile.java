package de.gemeinsamkommune.membership.funding;

/** The period was changed since its sender saw it. */
final class FundingPeriodChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FundingPeriodChangedMeanwhile() {
        super("the funding period is at another version");
    }
}
