package de.gemeinsamkommune.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** No property of a message goes without saying how personal it is. */
class ClassificationTest {

    private static final Set<String> CLASSES = Set.of("none", "pseudonymous", "published");

    static Stream<MessageContract> contracts() {
        return new Contracts().all().stream();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_property_is_described_and_classified(MessageContract contract) {
        assertThat(faults(contract.type(), contract.schema())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_example_fits_the_schema_and_shows_only_what_it_declares(MessageContract contract) {
        ObjectNode readable = contract.schema().deepCopy();
        readable.remove("$id"); // the validator takes absolute ones only
        JsonSchema schema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(readable.toString());
        assertThat(
                        schema.validate(
                                contract.example().toString(),
                                InputFormat.JSON,
                                context ->
                                        context.getExecutionConfig()
                                                .setFormatAssertionsEnabled(true)))
                .isEmpty();
        assertThat(contract.schema().get("properties").propertyNames())
                .containsAll(contract.example().propertyNames());
    }

    @Test
    void a_property_without_classification_or_description_is_found() {
        JsonNode schema =
                JsonMapper.shared()
                        .readTree(
                                """
                                {"properties": {
                                  "good": {"type": "string", "description": "d",
                                    "x-classification": "none"},
                                  "bare": {"type": "string"},
                                  "personal": {"type": "string", "description": "d",
                                    "x-classification": "personal"},
                                  "list": {"type": "array", "description": "d",
                                    "x-classification": "none",
                                    "items": {"type": "object", "properties": {
                                      "inner": {"type": "string", "description": " ",
                                        "x-classification": "none"}}}}}}
                                """);
        assertThat(faults("t", schema))
                .containsExactlyInAnyOrder(
                        "t/bare is not classified",
                        "t/bare is not described",
                        "t/personal is not classified",
                        "t/list/inner is not described");
    }

    /** Looks into objects, lists, alternatives and definitions alike. */
    private static List<String> faults(String path, JsonNode schema) {
        List<String> faults = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(
                        property -> {
                            String name = path + "/" + property.getKey();
                            JsonNode declared = property.getValue();
                            if (!CLASSES.contains(declared.path("x-classification").asString(""))) {
                                faults.add(name + " is not classified");
                            }
                            if (declared.path("description").asString("").isBlank()) {
                                faults.add(name + " is not described");
                            }
                            faults.addAll(faults(name, declared));
                        });
        for (String inside :
                List.of("items", "additionalProperties", "not", "if", "then", "else")) {
            if (schema.path(inside).isObject()) {
                faults.addAll(faults(path, schema.get(inside)));
            }
        }
        for (String choice : List.of("allOf", "anyOf", "oneOf", "prefixItems")) {
            schema.path(choice).forEach(part -> faults.addAll(faults(path, part)));
        }
        for (String named : List.of("$defs", "patternProperties")) {
            schema.path(named)
                    .properties()
                    .forEach(part -> faults.addAll(faults(path, part.getValue())));
        }
        return faults;
    }
}
