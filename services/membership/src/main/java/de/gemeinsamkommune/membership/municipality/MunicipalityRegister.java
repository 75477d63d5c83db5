package de.gemeinsamkommune.membership.municipality;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Amend;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Leave;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.text.Collator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Admits municipalities, changes how they belong, lets them leave, and finds them. */
@Component
public class MunicipalityRegister {

    /** More than Bavaria has units of all kinds. */
    private static final int ALL = 5000;

    private final AggregateStore<Municipality> municipalities;
    private final Clock clock;

    MunicipalityRegister(Messaging messaging, Clock clock) {
        this.municipalities =
                messaging.aggregates(
                        "municipalities", Municipality.class, "membership.municipality");
        this.clock = clock;
    }

    /** Admits a unit of the product's own list; has no effect when it is known already. */
    void seed(Admit command) {
        insert(command, null);
    }

    /**
     * Admits a unit.
     *
     * @param by id of the person who admits it
     * @return the unit; for a repeat as it is by now
     * @throws MunicipalityExists when the unit is known, on other terms or as one that left
     */
    Stored<Municipality> admit(Admit command, String by) {
        return insert(command, by)
                .or(
                        () ->
                                municipalities
                                        .find(command.facts().key())
                                        .filter(there -> isRepeat(there.state(), command)))
                .orElseThrow(MunicipalityExists::new);
    }

    private static boolean isRepeat(Municipality there, Admit command) {
        return there.facts().equals(command.facts())
                && there.belongs()
                && there.amend(new Amend(null, command.terms())).isEmpty();
    }

    private Optional<Stored<Municipality>> insert(Admit command, @Nullable String by) {
        Municipality unit = Municipality.of(command.facts());
        MunicipalityEvent admitted = unit.admit(command);
        try {
            return Optional.of(
                    municipalities.insert(
                            unit.key(), unit.apply(admitted, by, now()), List.of(admitted)));
        } catch (AggregateExists already) {
            return Optional.empty();
        }
    }

    /**
     * Sees to it that a unit belongs: admits it when it does not, or not any more. One that belongs
     * stays on its level.
     *
     * @param by id of the person who decided it
     */
    public void ensureBelongs(UnitFacts facts, MembershipTerms terms, String by) {
        while (true) {
            Optional<Stored<Municipality>> known = municipalities.find(facts.key());
            if (known.isEmpty()) {
                insert(new Admit(facts, terms), by);
                // looked at again: another one may have been faster, and let it leave since
            } else if (known.get().state().belongs()) {
                return;
            } else {
                try {
                    amend(known.get(), new Amend(facts, terms), by);
                } catch (MunicipalityChangedMeanwhile lost) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /**
     * Changes how a unit belongs, or takes one back that has left.
     *
     * @param expectedVersion the version its sender saw
     * @param by id of the person who changes it
     * @throws MunicipalityNotFound when no unit has the key
     * @throws MunicipalityChangedMeanwhile when it is at another version
     * @throws TermsRefused when the level would begin before the unit belonged
     */
    Stored<Municipality> amend(String key, long expectedVersion, Amend command, String by) {
        return amend(expected(key, expectedVersion), command, by);
    }

    private Stored<Municipality> amend(Stored<Municipality> read, Amend command, String by) {
        Municipality before = read.state();
        if (before.precedesAdmission(command.terms())) {
            throw new TermsRefused(TermsRefused.Flaw.BEFORE_ADMISSION);
        }
        Municipality unit =
                command.facts() == null ? before : before.corrected(command.facts(), by, now());
        return write(read, unit, unit.amend(command), by);
    }

    /**
     * Lets a unit leave; repeating it has no effect.
     *
     * @param expectedVersion the version its sender saw
     * @param by id of the person who lets it leave
     * @throws MunicipalityNotFound when no unit has the key
     * @throws MunicipalityChangedMeanwhile when it is at another version
     * @throws TermsRefused when it would leave before it belonged
     */
    Stored<Municipality> leave(String key, long expectedVersion, Leave command, String by) {
        Stored<Municipality> read = expected(key, expectedVersion);
        Municipality unit = read.state();
        if (unit.belongs() && command.on().isBefore(unit.admittedOn())) {
            throw new TermsRefused(TermsRefused.Flaw.LEFT_BEFORE_ADMISSION);
        }
        return write(read, unit, unit.leave(command), by);
    }

    private Stored<Municipality> expected(String key, long version) {
        Stored<Municipality> read = municipalities.find(key).orElseThrow(MunicipalityNotFound::new);
        if (read.version() != version) {
            throw new MunicipalityChangedMeanwhile();
        }
        return read;
    }

    private Stored<Municipality> write(
            Stored<Municipality> read,
            Municipality unit,
            List<MunicipalityEvent> events,
            String by) {
        Municipality after = unit;
        for (MunicipalityEvent event : events) {
            after = after.apply(event, by, now());
        }
        if (after.equals(read.state())) {
            return read;
        }
        try {
            return municipalities.update(read, after, events);
        } catch (StaleVersion lost) {
            throw new MunicipalityChangedMeanwhile();
        }
    }

    /** {@return whether a unit with this key belongs to the network now} */
    public boolean belongs(String key) {
        return municipalities
                .find(key)
                .map(Stored::state)
                .filter(Municipality::belongs)
                .isPresent();
    }

    /** {@return whether a unit with this key belongs to the network or did} */
    public boolean knows(String key) {
        return municipalities.find(key).isPresent();
    }

    /** {@return the name of a unit as people are shown it} */
    public Optional<String> nameOf(String key) {
        return find(key).map(Municipality::displayName);
    }

    /** {@return what is known of a unit that belongs to the network or did} */
    public Optional<UnitFacts> factsOf(String key) {
        return find(key).map(Municipality::facts);
    }

    /** {@return a unit that belongs to the network or did} */
    public Optional<Municipality> find(String key) {
        return municipalities.find(key).map(Stored::state);
    }

    /**
     * {@return the unit with its version}
     *
     * @throws MunicipalityNotFound when there is none
     */
    Stored<Municipality> get(String key) {
        return municipalities.find(key).orElseThrow(MunicipalityNotFound::new);
    }

    /** {@return the units that belong to the network now} */
    public List<Municipality> belonging() {
        return all().stream().filter(Municipality::belongs).toList();
    }

    /** {@return all units, also those that left, in the order of a German dictionary} */
    public List<Municipality> all() {
        Comparator<Municipality> byName =
                Comparator.comparing(Municipality::name, Collator.getInstance(Locale.GERMAN));
        return municipalities.find(Filters.empty(), Sorts.ascending("_id"), ALL).stream()
                .map(Stored::state)
                .sorted(byName.thenComparing(Municipality::key))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
