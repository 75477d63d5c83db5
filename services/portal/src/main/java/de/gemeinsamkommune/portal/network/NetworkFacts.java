package de.gemeinsamkommune.portal.network;

import de.gemeinsamkommune.portal.api.Api;

import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;

/** Asks membership for the facts about the network. */
@Component
public class NetworkFacts {
    private final Api api;

    NetworkFacts(Api api) {
        this.api = api;
    }

    /** The fact sheet in the language of the page. */
    public FactSheet sheet() {
        return api.get("/api/membership/network").as(FactSheet.class);
    }

    /** The funding periods, the latest first. */
    List<FactSheet.Period> periods() {
        return api
                .get("/api/membership/funding-periods")
                .list(FactSheet.Period.class)
                .items()
                .stream()
                .sorted(Comparator.comparing(FactSheet.Period::from).reversed())
                .toList();
    }
}
