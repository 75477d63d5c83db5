package de.gemeinsamkommune.analytics.stream;

import de.gemeinsamkommune.messaging.Message;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;

/** Writes messages as CloudEvents 1.0 in JSON (structured mode), each on a line of its own. */
@Component
class StructuredEvents {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String schemas;

    StructuredEvents(@Value("${analytics.public-url}") String publicUrl) {
        schemas = publicUrl + "/api/streams/schemas/";
    }

    /** {@return the lines as UTF-8, each ended by a line feed} */
    byte[] lines(Iterable<Message> messages) {
        StringBuilder lines = new StringBuilder();
        for (Message message : messages) {
            lines.append(JSON.writeValueAsString(event(message))).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode event(Message message) {
        ObjectNode event =
                JSON.createObjectNode()
                        .put("specversion", "1.0")
                        .put("id", message.id())
                        .put("source", message.source())
                        .put("type", message.type())
                        .put("subject", message.subject())
                        .put("time", message.time().toString())
                        .put("datacontenttype", "application/json")
                        .put("dataschema", schemas + message.type() + ".json")
                        .put("sequence", Long.toString(message.sequence()))
                        .put("epoch", Long.toString(message.epoch()));
        if (message.traceparent() != null) {
            event.put("traceparent", message.traceparent());
        }
        event.set("data", JSON.readTree(message.data()));
        return event;
    }
}
