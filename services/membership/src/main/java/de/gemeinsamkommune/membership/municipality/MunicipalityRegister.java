package de.gemeinsamkommune.membership.municipality;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityAdmitted;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.stereotype.Component;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Admits municipalities and finds them. */
@Component
public class MunicipalityRegister {

    /** More than Bavaria has units of all levels. */
    private static final int ALL = 3000;

    private final AggregateStore<Municipality> municipalities;

    MunicipalityRegister(Messaging messaging) {
        municipalities =
                messaging.aggregates(
                        "municipalities", Municipality.class, "membership.municipality");
    }

    /** Admits a unit; has no effect when it belongs already. */
    void admit(Admit command) {
        Municipality unit = Municipality.of(command);
        MunicipalityAdmitted admitted = unit.admit(command);
        try {
            municipalities.insert(unit.key(), unit.apply(admitted), List.of(admitted));
        } catch (AggregateExists already) {
            // admitted by an earlier start or by another instance
        }
    }

    /** {@return whether a unit with this official key belongs to the network} */
    public boolean knows(String key) {
        return municipalities.find(key).isPresent();
    }

    Optional<Municipality> find(String key) {
        return municipalities.find(key).map(Stored::state);
    }

    /** {@return all units, in the order of a German dictionary} */
    public List<Municipality> all() {
        Comparator<Municipality> byName =
                Comparator.comparing(Municipality::name, Collator.getInstance(Locale.GERMAN));
        return municipalities.find(Filters.empty(), Sorts.ascending("_id"), ALL).stream()
                .map(Stored::state)
                .sorted(byName.thenComparing(Municipality::key))
                .toList();
    }
}
