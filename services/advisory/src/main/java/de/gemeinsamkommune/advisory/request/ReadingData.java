package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.advisory.reading.Reading;
import de.gemeinsamkommune.advisory.reading.Reading.Extent;
import de.gemeinsamkommune.advisory.reading.Reading.Role;
import de.gemeinsamkommune.advisory.reading.Readings;
import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the log of readings holds about a person: for an asker who read their requests, by role; for
 * a reader what they read.
 */
@Component
class ReadingData implements PersonalDataSource {

    private final RequestRegister requests;
    private final Readings readings;

    ReadingData(RequestRegister requests, Readings readings) {
        this.requests = requests;
        this.readings = readings;
    }

    /** One reading; of the requests shown together only those of the person. */
    record Read(Instant at, Role role, Extent extent, List<String> requests) {

        static Read of(Reading reading, List<String> requests) {
            return new Read(reading.at(), reading.role(), reading.extent(), requests);
        }
    }

    @Override
    public List<Category> about(String person) {
        Set<String> own = requests.askedBy(person);
        return List.of(
                new Category(
                        "request-readings",
                        "access-log",
                        "GDPR 6(1)(c)",
                        "one-year",
                        List.of("administration"),
                        false,
                        readings.ofAny(own).stream()
                                .map(
                                        reading ->
                                                Read.of(
                                                        reading,
                                                        reading.requests().stream()
                                                                .filter(own::contains)
                                                                .toList()))
                                .toList()),
                new Category(
                        "own-readings",
                        "access-log",
                        "GDPR 6(1)(c)",
                        "one-year",
                        List.of("administration", "asker"),
                        false,
                        readings.by(person).stream()
                                .map(reading -> Read.of(reading, reading.requests()))
                                .toList()));
    }
}
