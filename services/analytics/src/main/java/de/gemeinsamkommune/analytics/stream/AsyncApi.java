package de.gemeinsamkommune.analytics.stream;

import de.gemeinsamkommune.messaging.Topics.Topic;

import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of all streams as AsyncAPI 3.0, made from the declared topics and contracts. */
@Component
class AsyncApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KAFKA_BINDING = "0.5.0";

    /** The schemas keep to JSON Schema 2020-12, which AsyncAPI has no name of its own for. */
    private static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

    private final ObjectNode document;

    AsyncApi(Contracts contracts) {
        document = JSON.createObjectNode();
        document.put("asyncapi", "3.0.0");
        document.set("info", info());
        document.put("defaultContentType", "application/json");
        document.set("servers", servers());
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        for (Topic topic : contracts.topics()) {
            channels.set(topic.name(), channel(topic, contracts));
            operations.set(topic.name(), operation(topic));
        }
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        for (MessageContract contract : contracts.all()) {
            messages.set(contract.type(), message(contract));
        }
        components.putObject("schemas").set("cloudEvent", headers());
        components
                .putObject("securitySchemes")
                .putObject("analyst")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "An access token with the role ANALYST or ADMINISTRATOR.");
    }

    /** {@return the document, a copy} */
    ObjectNode document() {
        return document.deepCopy();
    }

    private static ObjectNode info() {
        return JSON.createObjectNode()
                .put("title", "Gemeinsam Kommune")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "What happens in the network, as CloudEvents 1.0. On Kafka they travel in"
                                + " binary mode, the key is the subject; over HTTP they come in"
                                + " structured mode as NDJSON, page by page. The streams are kept"
                                + " for ever and hold no personal data: ids are pseudonymous, each"
                                + " property says so in x-classification.");
    }

    private static ObjectNode servers() {
        ObjectNode servers = JSON.createObjectNode();
        ObjectNode kafka =
                servers.putObject("kafka")
                        .put("host", "{host}")
                        .put("protocol", "kafka")
                        .put("description", "The broker, inside the network only.");
        kafka.putObject("variables")
                .putObject("host")
                .put("default", "127.0.0.1:9092")
                .put("description", "KAFKA_BOOTSTRAP_SERVERS");
        ObjectNode http =
                servers.putObject("http")
                        .put("host", "{host}")
                        .put("pathname", "/api/streams")
                        .put("protocol", "http")
                        .put(
                                "description",
                                "GET <pathname>/<topic>?cursor=&size= answers application/x-ndjson;"
                                        + " the next page is the Link header with rel=next.");
        http.putObject("variables")
                .putObject("host")
                .put("default", "localhost:8080")
                .put("description", "PUBLIC_URL");
        http.putArray("security").addObject().put("$ref", "#/components/securitySchemes/analyst");
        return servers;
    }

    private static ObjectNode channel(Topic topic, Contracts contracts) {
        ObjectNode channel =
                JSON.createObjectNode()
                        .put("address", topic.name())
                        .put("description", topic.description());
        ObjectNode messages = channel.putObject("messages");
        for (MessageContract contract : contracts.on(topic)) {
            messages.putObject(contract.type())
                    .put("$ref", "#/components/messages/" + contract.type());
        }
        ObjectNode kafka =
                channel.putObject("bindings")
                        .putObject("kafka")
                        .put("topic", topic.name())
                        .put("partitions", topic.partitions());
        ObjectNode settings = kafka.putObject("topicConfiguration");
        settings.putArray("cleanup.policy").add("delete");
        settings.put("retention.ms", -1).put("retention.bytes", -1);
        kafka.put("bindingVersion", KAFKA_BINDING);
        return channel;
    }

    private static ObjectNode operation(Topic topic) {
        ObjectNode operation = JSON.createObjectNode().put("action", "send");
        operation.putObject("channel").put("$ref", "#/channels/" + topic.name());
        operation.put("summary", topic.description());
        return operation;
    }

    private static ObjectNode message(MessageContract contract) {
        ObjectNode message =
                JSON.createObjectNode()
                        .put("name", contract.type())
                        .put("title", contract.title())
                        .put("summary", contract.description())
                        .put("contentType", "application/json");
        message.putObject("headers").put("$ref", "#/components/schemas/cloudEvent");
        ObjectNode schema = contract.schema().deepCopy();
        // the format names the dialect, and an $id in here would change what references mean
        schema.remove("$schema");
        schema.remove("$id");
        message.putObject("payload").put("schemaFormat", SCHEMA_FORMAT).set("schema", schema);
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key")
                .put("type", "string")
                .put("description", "The subject: id of the aggregate.");
        kafka.put("bindingVersion", KAFKA_BINDING);
        message.putArray("examples")
                .addObject()
                .put("name", contract.type())
                .set("payload", contract.example());
        return message;
    }

    /** The attributes of CloudEvents 1.0 as Kafka headers, and the two of our own. */
    private static ObjectNode headers() {
        ObjectNode schema =
                JSON.createObjectNode()
                        .put("type", "object")
                        .put("description", "CloudEvents 1.0 attributes, Kafka binary mode.");
        ObjectNode properties = schema.putObject("properties");
        attribute(properties, "ce_specversion", "Always 1.0.").put("const", "1.0");
        attribute(properties, "ce_id", "Unique id; a repeat carries the same one.");
        attribute(properties, "ce_source", "The producing service, such as /membership.");
        attribute(properties, "ce_type", "The type, such as membership.person-joined.v1.");
        attribute(properties, "ce_subject", "Id of the aggregate, also the record key.");
        attribute(properties, "ce_time", "When it happened, UTC; tells nothing about order.")
                .put("format", "date-time");
        attribute(
                properties,
                "ce_sequence",
                "Counts the messages of the aggregate in the topic, from 1, without gaps.");
        attribute(properties, "ce_epoch", "Counts the restores of the producer's store, from 1.");
        attribute(properties, "traceparent", "W3C trace context, if there was one.");
        attribute(properties, "content-type", "Media type of the value.")
                .put("const", "application/json");
        schema.putArray("required")
                .add("ce_specversion")
                .add("ce_id")
                .add("ce_source")
                .add("ce_type")
                .add("ce_subject")
                .add("ce_time")
                .add("ce_sequence")
                .add("ce_epoch")
                .add("content-type");
        return schema;
    }

    private static ObjectNode attribute(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }
}
