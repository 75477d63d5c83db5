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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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

        AdministrativeUnit unit(Map<String, Fact> all) {
            UnitLevel level = UnitLevel.ofKey(key);
            Fact district =
                    level == UnitLevel.MUNICIPALITY
                            ? all.get(key.substring(0, UnitLevel.DISTRICT.digits()))
                            : null;
            Fact region =
                    level == UnitLevel.DISTRICT || level == UnitLevel.MUNICIPALITY
                            ? all.get(key.substring(0, UnitLevel.REGION.digits()))
                            : null;
            return new AdministrativeUnit(
                    key,
                    ars == null ? key : ars,
                    level,
                    name,
                    title,
                    district == null ? null : district.key(),
                    district == null ? null : district.title() + " " + district.name(),
                    region == null ? null : region.key(),
                    region == null ? null : region.name(),
                    null,
                    null,
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
            List<AdministrativeUnit> units = read(json);
            register.write(generation, units);
            // beaten by an import that took this run for broken: then nothing is to be done
            register.switchTo(generation, null, null);
        } finally {
            register.end(generation);
        }
    }

    /** {@return what the product brings} */
    static List<AdministrativeUnit> read(JsonMapper json) throws IOException {
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            Map<String, Fact> facts =
                    json.readValue(in, Seed.class).units().stream()
                            .collect(Collectors.toMap(Fact::key, Function.identity()));
            return facts.values().stream().map(fact -> fact.unit(facts)).toList();
        }
    }
}
