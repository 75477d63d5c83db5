package de.gemeinsamkommune.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.messaging.Topics;
import de.gemeinsamkommune.messaging.Topics.Topic;

import org.junit.jupiter.api.Test;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class AsyncApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path CONTRACTS =
            Path.of(System.getProperty("repository.root"), "contracts");
    private static final Path FILE = CONTRACTS.resolve("asyncapi.json");

    private final Contracts contracts = new Contracts();
    private final JsonNode document = new AsyncApi(contracts).document();

    @Test
    void the_file_in_the_repository_is_the_document_served() throws Exception {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        String text =
                JSON.writer()
                                .with(
                                        new DefaultPrettyPrinter(
                                                        Separators.createDefaultInstance()
                                                                .withObjectNameValueSpacing(
                                                                        Spacing.AFTER))
                                                .withObjectIndenter(indent)
                                                .withArrayIndenter(indent))
                                .writeValueAsString(document)
                        + "\n";
        if ("write".equals(System.getProperty("asyncapi"))) {
            Files.writeString(FILE, text, StandardCharsets.UTF_8);
        }
        assertThat(FILE)
                .as("written anew by mvn -pl services/analytics test -Dasyncapi=write")
                .content(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void every_schema_of_the_repository_is_in_it() throws Exception {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            Set<String> types =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".schema.json"))
                            .map(name -> name.replace(".schema.json", ""))
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(types).isNotEmpty();
            assertThat(document.at("/components/messages").propertyNames())
                    .containsExactlyElementsOf(types);
        }
    }

    @Test
    void every_declared_topic_is_a_channel_with_its_messages() {
        assertThat(document.get("channels").propertyNames())
                .containsExactlyElementsOf(Topics.declared().stream().map(Topic::name).toList());
        for (MessageContract contract : contracts.all()) {
            assertThat(document.get("channels").path(contract.topic()).path("messages"))
                    .as("messages of %s", contract.topic())
                    .anyMatch(
                            message ->
                                    message.get("$ref").asString().endsWith("/" + contract.type()));
        }
    }

    @Test
    void every_topic_carries_at_least_one_type() {
        assertThat(Topics.declared())
                .allSatisfy(topic -> assertThat(contracts.on(topic)).isNotEmpty());
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references =
                document.findValues("$ref").stream().map(JsonNode::asString).toList();
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(
                        reference ->
                                assertThat(document.at(reference.substring(1)).isMissingNode())
                                        .as(reference)
                                        .isFalse());
    }

    @Test
    void a_type_stands_on_a_topic_of_its_own_service() {
        assertThat(contracts.all())
                .allSatisfy(
                        contract ->
                                assertThat(contract.topic().split("\\.")[0])
                                        .isEqualTo(contract.type().split("\\.")[0]));
    }
}
