package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what services write and read with the repository's {@code contracts/}: per event a
 * {@code <type>.schema.json} and a {@code <type>.example.json}, per service an {@code
 * openapi/<service>.json}.
 */
public final class Contracts {

    private static final Set<String> CLASSIFICATIONS = Set.of("none", "pseudonymous", "published");

    /** As messaging writes and reads message data. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final JsonMapper PRETTY =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private Contracts() {}

    /**
     * The producer's side: the event becomes exactly the example of its type, and the example and
     * its schema are sound.
     */
    public static void produces(DomainEvent event) {
        EventType type = event.getClass().getAnnotation(EventType.class);
        assertThat(type).as("@EventType of %s", event.getClass()).isNotNull();
        assertThat((JsonNode) JSON.valueToTree(event))
                .as("%s as JSON and contracts/%s.example.json", event, type.value())
                .isEqualTo(example(type.value()));
        checkSchema(type.value());
    }

    /**
     * The consumer's side: its own record reads the example of the producer.
     *
     * @param type for instance {@code membership.person-joined.v1}
     * @return the example as the consumer sees it, for further assertions
     */
    public static <T> T consumes(String type, Class<T> as) {
        return JSON.treeToValue(example(type), as);
    }

    /** The example's schema is valid, classifies and describes each property, and takes it. */
    public static void checkSchema(String type) {
        Path file = contract(type + ".schema.json");
        JsonNode schema = read(file);
        List<String> faults = new ArrayList<>();
        for (String member : List.of("title", "description", "x-topic")) {
            if (schema.path(member).asString("").isBlank()) {
                faults.add("has no " + member);
            }
        }
        checkProperties("", schema, faults);
        String text = JSON.writeValueAsString(schema);
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        JsonSchema parsed =
                factory.getSchema(
                        text,
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        Set<ValidationMessage> messages =
                parsed.validate(JSON.writeValueAsString(example(type)), InputFormat.JSON);
        messages.forEach(message -> faults.add("refuses its example: " + message));
        assertThat(faults).as("%s", file).isEmpty();
    }

    private static void checkProperties(String path, JsonNode schema, List<String> faults) {
        JsonNode additional = schema.path("additionalProperties");
        if (schema.has("properties") && additional.isBoolean() && !additional.booleanValue()) {
            faults.add(path + " must take further properties, or it can never grow");
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String here = path + "/" + property.getKey();
            JsonNode node = property.getValue();
            if (!CLASSIFICATIONS.contains(node.path("x-classification").asString(""))) {
                faults.add(here + " has no x-classification of " + CLASSIFICATIONS);
            }
            if (node.path("description").asString("").isBlank()) {
                faults.add(here + " has no description");
            }
            checkProperties(here, node, faults);
            if (node.has("items")) {
                checkProperties(here + "/items", node.path("items"), faults);
            }
        }
    }

    /**
     * The OpenAPI description of a running service is the one in {@code contracts/openapi}. With
     * {@code -Dopenapi=write} the file is written instead, to be reviewed as a change.
     *
     * @param client of the running service
     * @param service its name
     */
    public static void openApi(TestClient client, String service) {
        JsonNode described = client.get("/api/" + service + "/openapi.json").expect(200).json();
        assertThat(described.path("paths").size()).as("paths of %s", service).isPositive();
        String text = PRETTY.writeValueAsString(described).replace("\r\n", "\n") + "\n";
        Path file = contract("openapi/" + service + ".json");
        if ("write".equals(System.getProperty("openapi"))) {
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(text)
                .as("the running service and %s (written anew with -Dopenapi=write)", file)
                .isEqualTo(readText(file));
    }

    /** The example of a type. */
    public static JsonNode example(String type) {
        return read(contract(type + ".example.json"));
    }

    private static Path contract(String name) {
        return Repository.root().resolve("contracts").resolve(name);
    }

    private static JsonNode read(Path file) {
        return JSON.readTree(readText(file));
    }

    private static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no contract " + file, e);
        }
    }
}
