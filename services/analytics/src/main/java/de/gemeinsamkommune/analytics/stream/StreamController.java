package de.gemeinsamkommune.analytics.stream;

import de.gemeinsamkommune.analytics.stream.Feed.Piece;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Topics.Topic;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** The streams over HTTP: what there is for anybody, the messages for analysts. */
@RestController
@RequestMapping("/api/streams")
class StreamController {

    /** Messages on a page when the reader names no size. */
    static final int DEFAULT_SIZE = 200;

    /** Most messages on a page. */
    static final int LARGEST_SIZE = 1000;

    private static final String PATH = "/api/streams/";

    private final Contracts contracts;
    private final AsyncApi asyncApi;
    private final Feed feed;
    private final StructuredEvents events;

    StreamController(Contracts contracts, AsyncApi asyncApi, Feed feed, StructuredEvents events) {
        this.contracts = contracts;
        this.asyncApi = asyncApi;
        this.feed = feed;
        this.events = events;
    }

    @GetMapping
    @PermitAll
    @Operation(operationId = "listStreams", summary = "All streams and the types of messages")
    StreamList streams() {
        return new StreamList(
                PATH + "asyncapi.json",
                contracts.topics().stream()
                        .map(
                                topic ->
                                        new StreamInfo(
                                                topic.name(),
                                                topic.description(),
                                                topic.partitions(),
                                                PATH + topic.name(),
                                                contracts.on(topic).stream()
                                                        .map(TypeInfo::of)
                                                        .toList()))
                        .toList());
    }

    @GetMapping(path = "/asyncapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @PermitAll
    @Operation(operationId = "readAsyncApi", summary = "All streams as AsyncAPI 3.0")
    JsonNode asyncApi() {
        return asyncApi.document();
    }

    @GetMapping("/schemas/{file}")
    @PermitAll
    @Operation(
            operationId = "readSchema",
            summary = "JSON Schema of a type of message, as {type}.json")
    ResponseEntity<JsonNode> schema(@PathVariable String file) {
        String suffix = ".json";
        if (!file.endsWith(suffix)) {
            throw Problems.notFound();
        }
        return contracts
                .find(file.substring(0, file.length() - suffix.length()))
                .map(
                        contract ->
                                ResponseEntity.ok()
                                        .contentType(MediaType.valueOf("application/schema+json"))
                                        .<JsonNode>body(contract.schema()))
                .orElseThrow(Problems::notFound);
    }

    @GetMapping(path = "/{topic}", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @RolesAllowed({Roles.ANALYST, Roles.ADMINISTRATOR})
    @Operation(
            operationId = "readStream",
            summary = "The next messages as CloudEvents 1.0, one JSON object per line",
            description =
                    "Begins at the beginning, or where the cursor of the Link header (rel=next) of"
                            + " the page before points. An empty answer means that all was read;"
                            + " the same cursor will show what comes later.")
    ResponseEntity<byte[]> read(
            @PathVariable String topic,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "" + DEFAULT_SIZE) @Min(1) @Max(LARGEST_SIZE) int size) {
        Topic declared =
                contracts.topics().stream()
                        .filter(each -> each.name().equals(topic))
                        .findFirst()
                        .orElseThrow(Problems::notFound);
        Piece piece = feed.read(declared, positions(declared, cursor), size);
        String next =
                PATH
                        + topic
                        + "?cursor="
                        + Cursor.after(topic, piece.next().text()).encode()
                        + "&size="
                        + size;
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(events.lines(piece.messages()));
    }

    private static Positions positions(Topic topic, @Nullable String cursor) {
        Cursor decoded = Cursor.decode(cursor, 2);
        if (decoded == null) {
            return Positions.beginning(topic.partitions());
        }
        if (!decoded.key(0).equals(topic.name())) {
            throw Cursor.malformed();
        }
        try {
            return Positions.parse(decoded.key(1), topic.partitions());
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.malformed();
        }
    }

    /** All streams. */
    record StreamList(String asyncapi, List<StreamInfo> items) {}

    /** A stream; the link leads to its messages. */
    record StreamInfo(
            String name, String description, int partitions, String link, List<TypeInfo> types) {}

    /** A type of message; the link leads to its schema. */
    record TypeInfo(String type, String title, String description, String schema) {

        static TypeInfo of(MessageContract contract) {
            return new TypeInfo(
                    contract.type(),
                    contract.title(),
                    contract.description(),
                    PATH + "schemas/" + contract.type() + ".json");
        }
    }
}
