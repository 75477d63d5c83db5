package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Amend;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Leave;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityAdmitted;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityLeft;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityLevelChanged;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unit that belongs to the network, or did. The facts are those of {@link UnitFacts}, beside one
 * another as they always lay in the store.
 *
 * @param level on which it belongs; the last one when it has left
 * @param admittedOn first day of belonging, the last time it began
 * @param levelSince first day on the level, absent while it never had another one
 * @param contract of a partner, where it has been noted
 * @param departure absent while it belongs
 * @param history what was changed by whom, the oldest first
 */
public record Municipality(
        String key,
        @Nullable String ars,
        @Nullable String designation,
        String name,
        MunicipalityKind kind,
        @Nullable String district,
        @Nullable String region,
        @Nullable Integer population,
        @Nullable LocalDate populationOn,
        @Nullable MembershipLevel level,
        @Nullable LocalDate admittedOn,
        @Nullable LocalDate levelSince,
        @Nullable Contract contract,
        @Nullable Departure departure,
        @Nullable List<Change> history) {

    /** A document of an earlier version has no history. */
    public Municipality {
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** {@return the unit as it is known, not yet admitted} */
    static Municipality of(UnitFacts facts) {
        return of(facts, null, null, null, null, null, List.of());
    }

    private static Municipality of(
            UnitFacts facts,
            @Nullable MembershipLevel level,
            @Nullable LocalDate admittedOn,
            @Nullable LocalDate levelSince,
            @Nullable Contract contract,
            @Nullable Departure departure,
            List<Change> history) {
        return new Municipality(
                facts.key(),
                facts.ars(),
                facts.designation(),
                facts.name(),
                facts.kind(),
                facts.district(),
                facts.region(),
                facts.population(),
                facts.populationOn(),
                level,
                admittedOn,
                levelSince,
                contract,
                departure,
                history);
    }

    UnitFacts facts() {
        return new UnitFacts(
                key, kind, ars, designation, name, district, region, population, populationOn);
    }

    /** {@return whether it is part of the network now} */
    public boolean belongs() {
        return admittedOn != null && departure == null;
    }

    /** {@return first day on the level it is on} */
    @Nullable LocalDate onLevelSince() {
        return levelSince == null ? admittedOn : levelSince;
    }

    /** {@return what was changed, the oldest first} */
    List<Change> changes() {
        return history == null ? List.of() : history;
    }

    MunicipalityAdmitted admit(Admit command) {
        MembershipTerms terms = command.terms();
        return new MunicipalityAdmitted(key, terms.level(), terms.on(), terms.contract());
    }

    /** {@return what follows from other terms; nothing when they are the same} */
    List<MunicipalityEvent> amend(Amend command) {
        MembershipTerms terms = command.terms();
        if (!belongs()) {
            return List.of(
                    new MunicipalityAdmitted(key, terms.level(), terms.on(), terms.contract()));
        }
        if (level != null
                && terms.equals(new MembershipTerms(level, sinceOrElse(terms.on()), contract))) {
            return List.of();
        }
        return List.of(
                new MunicipalityLevelChanged(key, terms.level(), terms.on(), terms.contract()));
    }

    private LocalDate sinceOrElse(LocalDate day) {
        LocalDate since = onLevelSince();
        return since == null ? day : since;
    }

    /**
     * {@return whether the day lies before the unit belonged, although the level is not its first
     * one, the day of which may be corrected}
     */
    boolean precedesAdmission(MembershipTerms terms) {
        return belongs()
                && admittedOn != null
                && terms.on().isBefore(admittedOn)
                && !correctsAdmission(terms.level());
    }

    private boolean correctsAdmission(MembershipLevel other) {
        return other == level && levelSince == null;
    }

    /** {@return that it left; nothing when it had before} */
    List<MunicipalityEvent> leave(Leave command) {
        return belongs()
                ? List.of(new MunicipalityLeft(key, command.on(), command.reason()))
                : List.of();
    }

    /** {@return the unit with what is known of it now; nobody else keeps facts} */
    Municipality corrected(UnitFacts facts, String by, Instant at) {
        return of(facts, level, admittedOn, levelSince, contract, departure, changes())
                .remembering(this, by, at);
    }

    /**
     * Takes in what happened.
     *
     * @param by id of the person who had it happen, null when that was the product's own list
     */
    Municipality apply(MunicipalityEvent event, @Nullable String by, Instant at) {
        return switch (event) {
            case MunicipalityAdmitted(var _, var newLevel, var on, var agreed) ->
                    with(newLevel, on, null, agreed, null).remembering(this, by, at);
            case MunicipalityLevelChanged changed -> changed(changed.terms(), by, at);
            case MunicipalityLeft(var _, var on, var reason) ->
                    with(
                                    level,
                                    admittedOn,
                                    levelSince,
                                    contract,
                                    new Departure(on, reason, by == null ? "" : by))
                            .remembering(this, by, at);
        };
    }

    private Municipality changed(MembershipTerms terms, @Nullable String by, Instant at) {
        boolean corrects = correctsAdmission(terms.level());
        return with(
                        terms.level(),
                        corrects ? terms.on() : admittedOn,
                        corrects ? null : terms.on(),
                        terms.contract(),
                        null)
                .remembering(this, by, at);
    }

    private Municipality with(
            @Nullable MembershipLevel newLevel,
            @Nullable LocalDate admitted,
            @Nullable LocalDate since,
            @Nullable Contract agreed,
            @Nullable Departure left) {
        return of(facts(), newLevel, admitted, since, agreed, left, changes());
    }

    private Municipality remembering(Municipality before, @Nullable String by, Instant at) {
        if (by == null) {
            return this;
        }
        return of(
                facts(),
                level,
                admittedOn,
                levelSince,
                contract,
                departure,
                Change.continued(before.changes(), at, by, before.fields(), fields()));
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (admittedOn != null) {
            fields.putAll(facts().fields());
        }
        put(fields, "level", level);
        put(fields, "admittedOn", admittedOn);
        put(fields, "levelSince", onLevelSince());
        if (contract != null) {
            put(fields, "contract/from", contract.from());
            put(fields, "contract/to", contract.to());
            put(fields, "contract/minutesPerWeek", contract.minutesPerWeek());
        }
        if (departure != null) {
            put(fields, "leftOn", departure.on());
            put(fields, "leavingReason", departure.reason());
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value.toString());
        }
    }

    /** {@return the name as people are shown it} */
    public String displayName() {
        return facts().displayName();
    }
}
