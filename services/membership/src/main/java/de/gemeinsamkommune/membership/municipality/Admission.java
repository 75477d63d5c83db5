package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.membership.municipality.TermsRefused.Flaw;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * How a unit belongs to the network from a day on, all of it.
 *
 * @param facts what is known of the unit; only where no imported register knows it
 * @param on first day on this level; at an admission the first day of belonging
 * @param contract for a partner, and for nobody else
 */
public record Admission(
        @Nullable @Valid GivenFacts facts,
        @NotNull MembershipLevel level,
        @NotNull LocalDate on,
        @Nullable @Valid GivenContract contract) {

    /** A line of text: no controls and no line ends, something to be seen in it. */
    private static final String LINE = "(?U)(?=.*[^\\p{Z}\\p{C}])[^\\p{Cc}]{1,200}";

    /**
     * Facts that were written down by hand.
     *
     * @param name without the title
     * @param designation title before the name, as {@code Verwaltungsgemeinschaft}; not for an
     *     association
     * @param district name of the Landkreis, without this word
     */
    public record GivenFacts(
            @NotNull MunicipalityKind kind,
            @NotNull @Pattern(regexp = LINE) String name,
            @Nullable @Pattern(regexp = LINE) String designation,
            @Nullable @Pattern(regexp = "[0-9]{5,12}") String ars,
            @Nullable @Pattern(regexp = LINE) String district,
            @Nullable @Pattern(regexp = LINE) String region,
            @Nullable @Min(1) @Max(100_000_000) Integer population,
            @Nullable LocalDate populationOn) {

        UnitFacts of(String key) {
            try {
                return new UnitFacts(
                        key,
                        kind,
                        ars,
                        stripped(designation),
                        name.strip(),
                        stripped(district),
                        stripped(region),
                        population,
                        populationOn);
            } catch (IllegalArgumentException contradiction) {
                throw new TermsRefused(Flaw.FACTS_CONTRADICT);
            }
        }

        private static @Nullable String stripped(@Nullable String text) {
            return text == null ? null : text.strip();
        }
    }

    /**
     * What a partner and the network have agreed on.
     *
     * @param to absent when it runs until it is ended
     * @param minutesPerWeek a quarter of an hour to 40 hours
     */
    public record GivenContract(
            @NotNull LocalDate from,
            @Nullable LocalDate to,
            @NotNull @Min(Contract.LEAST_MINUTES) @Max(Contract.MOST_MINUTES)
                    Integer minutesPerWeek) {

        Contract contract() {
            if (to != null && to.isBefore(from)) {
                throw new TermsRefused(Flaw.CONTRACT_ENDS_BEFORE_IT_BEGINS);
            }
            return new Contract(from, to, minutesPerWeek);
        }
    }

    /**
     * {@return the terms}
     *
     * @throws TermsRefused when a partner has no contract, or somebody else has one
     */
    public MembershipTerms terms() {
        boolean partner = level == MembershipLevel.PARTNER;
        if (partner && contract == null) {
            throw new TermsRefused(Flaw.CONTRACT_MISSING);
        }
        if (!partner && contract != null) {
            throw new TermsRefused(Flaw.CONTRACT_NEEDLESS);
        }
        return new MembershipTerms(level, on, contract == null ? null : contract.contract());
    }
}
