package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;

/** Admits the network's partners at the first start, before people of theirs come in. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class MunicipalitySeed implements ApplicationRunner {

    private static final String FILE = "membership/municipalities.json";

    private final MunicipalityRegister register;
    private final JsonMapper json;

    MunicipalitySeed(MunicipalityRegister register, JsonMapper json) {
        this.register = register;
        this.json = json;
    }

    /** The form of the file. */
    record Seed(String source, List<Unit> municipalities) {

        record Unit(
                String key,
                String ars,
                String designation,
                String name,
                MunicipalityKind kind,
                @Nullable String district,
                String region,
                Integer population,
                LocalDate populationOn,
                MembershipLevel level,
                LocalDate on) {

            Admit admission() {
                return new Admit(
                        new UnitFacts(
                                key,
                                kind,
                                ars,
                                designation,
                                name,
                                district,
                                region,
                                population,
                                populationOn),
                        new MembershipTerms(level, on, null));
            }
        }
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            json.readValue(in, Seed.class).municipalities().stream()
                    .map(Seed.Unit::admission)
                    .forEach(register::seed);
        }
    }
}
