package de.gemeinsamkommune.benchmarks;

import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Copies documents, to fill a store with many like those a service has written. */
final class Copies {

    /** Keeps long numbers long. */
    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private Copies() {}

    /** {@return a deep copy with another id} */
    static Document of(Document pattern, String id) {
        return Document.parse(pattern.toJson(EXACT)).append("_id", id);
    }

    /** {@return a deep copy of an aggregate, whose state has the id too} */
    static Document ofAggregate(Document pattern, String id) {
        Document copy = of(pattern, id);
        copy.get("state", Document.class).append("id", id);
        return copy;
    }
}
