package de.gemeinsamkommune.membership.municipality;

/** Terms that do not fit the unit or one another. */
final class TermsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Flaw flaw;

    TermsRefused(Flaw flaw) {
        super("terms of membership: " + flaw);
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }

    /** What does not fit. */
    enum Flaw {
        /** A partner without a contract. */
        CONTRACT_MISSING("/contract", "membership.contract-missing"),
        /** A contract of one who is no partner. */
        CONTRACT_NEEDLESS("/contract", "membership.contract-needless"),
        /** The last day lies before the first. */
        CONTRACT_ENDS_BEFORE_IT_BEGINS("/contract/to", "membership.contract-ends-before"),
        /** The level begins before the unit belonged. */
        BEFORE_ADMISSION("/on", "membership.before-admission"),
        /** The unit left before it belonged. */
        LEFT_BEFORE_ADMISSION("/on", "membership.left-before-admission"),
        /** The unit left on a day that is still to come. */
        LEAVES_LATER("/on", "membership.leaves-later"),
        /** No facts, although no register knows the unit. */
        FACTS_MISSING("/facts", "membership.facts-missing"),
        /** Facts, although the register has them. */
        FACTS_NEEDLESS("/facts", "membership.facts-needless"),
        /** Facts that do not fit the key or one another. */
        FACTS_CONTRADICT("/facts", "membership.facts-contradict"),
        /** A key of the state the register covers, which it does not have. */
        UNIT_UNKNOWN("/key", "membership.unit-unknown"),
        /** The register no longer has the unit. */
        UNIT_ENDED("/key", "membership.unit-ended");

        private final String pointer;
        private final String text;

        Flaw(String pointer, String text) {
            this.pointer = pointer;
            this.text = text;
        }

        /** {@return the JSON pointer of what is to be mended} */
        String pointer() {
            return pointer;
        }

        /** {@return the code of the text that says how} */
        String text() {
            return text;
        }
    }
}
