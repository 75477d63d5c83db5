package de.gemeinsamkommune.newsletter.demo;

import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.newsletter.edition.Block;
import de.gemeinsamkommune.newsletter.edition.EditionDesk;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Brings one sample draft, marked as such, when demo data are asked for. */
@Component
@ConditionalOnBooleanProperty("newsletter.demo")
class SampleEdition implements ApplicationRunner {

    private static final UUID NAMESPACE = UUID.fromString("0e2c5a0f-5d3c-4a3b-8a52-7f2b1c6d9e10");

    private final EditionDesk desk;
    private final JsonMapper json;

    SampleEdition(EditionDesk desk, JsonMapper json) {
        this.desk = desk;
        this.json = json;
    }

    @Override
    public void run(ApplicationArguments args) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        SampleEdition.class.getResourceAsStream("/newsletter/demo-edition.json"))) {
            Sample sample = json.readValue(file, Sample.class);
            desk.addSample(
                    IdempotencyKey.uuid5(NAMESPACE, sample.subject()).toString(),
                    sample.subject(),
                    sample.sections().stream()
                            .map(section -> Block.text(section.heading(), section.markdown()))
                            .toList());
        }
    }

    private record Sample(String subject, List<Section> sections) {}

    private record Section(String heading, String markdown) {}
}
