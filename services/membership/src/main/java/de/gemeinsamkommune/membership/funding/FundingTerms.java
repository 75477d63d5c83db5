package de.gemeinsamkommune.membership.funding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What funder and network agreed on for a period.
 *
 * @param name of the project in this period, 1 to 200 characters
 * @param funder who pays, 1 to 200 characters
 * @param programme the fund the money comes from, 1 to 200 characters
 * @param specificObjective code of the programme's objective that is served, 1 to 20 characters
 * @param from first day
 * @param to last day, not before the first
 * @param totalCents cost of the whole, in euro cents, from 1
 * @param grantCents the funder's part of it, in euro cents
 * @param rate the funder's part in whole percent, 1 to 100
 * @param approximate whether the amounts are known in round figures only
 */
public record FundingTerms(
        String name,
        String funder,
        String programme,
        String specificObjective,
        LocalDate from,
        LocalDate to,
        long totalCents,
        long grantCents,
        int rate,
        boolean approximate) {

    /** Refuses what contradicts itself. */
    public FundingTerms {
        List<Contradiction> all = contradictions(from, to, totalCents, grantCents, rate);
        if (!all.isEmpty()) {
            throw new IllegalArgumentException("a funding period with " + all);
        }
    }

    /** Two facts that cannot both be true. */
    enum Contradiction {
        /** The last day lies before the first. */
        ENDS_BEFORE_IT_BEGINS("/to", "funding.ends-before-it-begins"),
        /** The grant is more than the whole. */
        GRANT_ABOVE_TOTAL("/grantCents", "funding.grant-above-total"),
        /** The rate is another than that of the amounts, by more than one percent. */
        RATE_OF_OTHER_AMOUNTS("/rate", "funding.rate-of-other-amounts");

        private final String pointer;
        private final String text;

        Contradiction(String pointer, String text) {
            this.pointer = pointer;
            this.text = text;
        }

        /** {@return the JSON pointer of the field to mend} */
        String pointer() {
            return pointer;
        }

        /** {@return the code of the text that says what to mend} */
        String text() {
            return text;
        }
    }

    /** {@return what of these facts cannot be true together} */
    static List<Contradiction> contradictions(
            LocalDate from, LocalDate to, long totalCents, long grantCents, int rate) {
        List<Contradiction> found = new ArrayList<>();
        if (to.isBefore(from)) {
            found.add(Contradiction.ENDS_BEFORE_IT_BEGINS);
        }
        if (grantCents > totalCents) {
            found.add(Contradiction.GRANT_ABOVE_TOTAL);
        } else if (Math.abs(grantCents * 100 - totalCents * rate) > totalCents) {
            // a percent of tolerance, since rates are agreed on in whole percent
            found.add(Contradiction.RATE_OF_OTHER_AMOUNTS);
        }
        return found;
    }

    /** {@return the fields as texts, for the history} */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("funder", funder);
        fields.put("programme", programme);
        fields.put("specificObjective", specificObjective);
        fields.put("from", from.toString());
        fields.put("to", to.toString());
        fields.put("totalCents", String.valueOf(totalCents));
        fields.put("grantCents", String.valueOf(grantCents));
        fields.put("rate", String.valueOf(rate));
        fields.put("approximate", String.valueOf(approximate));
        return fields;
    }
}
