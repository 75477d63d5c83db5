package de.gemeinsamkommune.portal.network;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** The fact sheet of the network, in the language of the page. */
public record FactSheet(
        String name,
        String subtitle,
        Carrier carrier,
        String programme,
        String objective,
        String description,
        List<Topic> topics,
        @Nullable Period currentPeriod) {

    /** Who carries the network, and where. */
    public record Carrier(String name, String place) {}

    /** What the network deals with. */
    public record Topic(String code, String name) {}

    /** A span of days for which a funder supports the network; amounts in euro cents. */
    public record Period(
            String code,
            String funder,
            String programme,
            LocalDate from,
            LocalDate to,
            long totalCents,
            long grantCents,
            int rate,
            boolean approximate,
            boolean demo,
            boolean running) {}

    public FactSheet {
        topics = topics == null ? List.of() : List.copyOf(topics);
    }

    /** The first sentence of the description. */
    public String opening() {
        int end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end + 1);
    }
}
