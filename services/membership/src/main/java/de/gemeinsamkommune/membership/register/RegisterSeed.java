package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Fills the register with what the product itself brings: Bavaria, its Regierungsbezirke, districts
 * and independent cities, and the partners. It has no day, so the first import takes its place.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RegisterSeed implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterSeed.class);
    private static final String FILE = "membership/administrative-units.json";

    private final MongoRegister register;
    private final JsonMapper json;

    RegisterSeed(MongoRegister register, JsonMapper json) {
        this.register = register;
        this.json = json;
    }

    /** The form of the file. */
    record Seed(String source, List<Fact> units) {}

    /**
     * What the file tells of a unit.
     *
     * @param ars only where it is not the same as the key
     */
    record Fact(String key, @Nullable String ars, String title, String name) {

        UnitRow row(long line) {
            return new UnitRow(
                    line,
                    UnitLevel.ofKey(key),
                    key,
                    ars == null ? key : ars,
                    name,
                    title,
                    null,
                    null,
                    null,
                    null);
        }
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (register.pointer().generation() != null) {
            return;
        }
        String generation = UUID.randomUUID().toString();
        if (!register.begin(generation)) {
            LOG.info("Another instance fills the register");
            return;
        }
        try {
            register.write(generation, read(json));
            // beaten by an import that took this run for broken: then nothing is to be done
            register.switchTo(generation, null, null);
        } finally {
            register.end(generation);
        }
    }

    /** {@return what the product brings, checked like every register} */
    static Collection<AdministrativeUnit> read(JsonMapper json) throws IOException {
        Flaws flaws = new Flaws();
        RegisterCheck check = new RegisterCheck(flaws);
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            long line = 0;
            for (Fact fact : json.readValue(in, Seed.class).units()) {
                check.add(fact.row(++line));
            }
        }
        Register brought = check.check(LocalDate.EPOCH);
        if (flaws.count() > 0) {
            throw new IllegalStateException(FILE + ": " + flaws.shown());
        }
        return brought.units().values();
    }
}
