package de.gemeinsamkommune.benchmarks;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Sorts;

import org.bson.Document;
import org.bson.conversions.Bson;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an export about a person reads and writes, by the bare driver: every document once, where
 * services read some again. Each has the query and the order of the service.
 */
final class BareExport {

    private final MongoClient client;
    private final String person;

    BareExport(MongoClient client, String person) {
        this.client = client;
        this.person = person;
    }

    /** Counts the export too, and returns how many documents were read. */
    int countAndRead() {
        count();
        return read();
    }

    /** Reads all there is, and returns how many documents that were. */
    int read() {
        return membership()
                + events()
                + advisory()
                + newsletter()
                + identity()
                + read("portal", "authorized_clients", eq("person", person)).size();
    }

    /** {@return how many documents are about the person} */
    int documents(String database, String collection, String field) {
        return read(database, collection, eq(field, person)).size();
    }

    /** As much as membership writes to keep the number of exports in bounds. */
    private void count() {
        MongoCollection<Document> windows = collection("membership", "export_windows");
        Instant now = Instant.now();
        windows.deleteMany(lte("endsAt", now));
        windows.findOneAndUpdate(
                eq("_id", "bare"),
                combine(inc("count", 1), setOnInsert("endsAt", now.plus(Duration.ofHours(1)))),
                new FindOneAndUpdateOptions().upsert(true));
    }

    private int membership() {
        List<Document> known = read("membership", "people", eq("_id", person));
        String address = known.getFirst().get("state", Document.class).getString("emailKey");
        return known.size()
                + read("membership", "people", eq("state.mergedInto", person)).size()
                + read("membership", "data_accesses", eq("person", person), "at").size()
                + read(
                                "membership",
                                "peopleImports",
                                or(eq("by", person), eq("rows.person", person)),
                                "receivedAt")
                        .size()
                + read(
                                "membership",
                                "applications",
                                or(
                                        eq("state.person", person),
                                        eq("state.applicant.emailKey", address)),
                                "state.receivedAt")
                        .size();
    }

    private int events() {
        List<Document> registrations =
                read("events", "registrations", eq("person", person), "registeredAt", "_id");
        List<String> events = values(registrations, "event");
        return registrations.size()
                + read("events", "events", eq("state.seats.unapplied.person", person)).size()
                + read("events", "events", in("_id", events), "_id").size()
                + read("events", "attendance_proofs", eq("person", person), "_id").size();
    }

    private int advisory() {
        List<Document> requests =
                read(
                        "advisory",
                        "requests",
                        or(
                                eq("state.asker", person),
                                eq("state.adviser", person),
                                eq("state.replies.author", person),
                                eq("state.efforts.by", person)),
                        "_id");
        return requests.size()
                + read("advisory", "readings", in("requests", values(requests, "_id")), "at", "_id")
                        .size()
                + read("advisory", "readings", eq("reader", person), "at", "_id").size();
    }

    private int newsletter() {
        List<Document> subscriptions =
                read("newsletter", "subscriptions", eq("state.person", person), "_id");
        List<String> recipients = values(subscriptions, "_id");
        recipients.add(person);
        return subscriptions.size()
                + read("newsletter", "deliveries", in("recipient", recipients), "queuedAt", "_id")
                        .size()
                + read("newsletter", "person_links", eq("_id", person)).size()
                + read("newsletter", "advisory_askers", eq("state.person", person)).size()
                + read("newsletter", "event_registrations", empty()).size();
    }

    private int identity() {
        int found = 0;
        for (String collection :
                List.of("sessions", "authorizations", "sign_in_links", "upstream_links")) {
            found += read("identity", collection, eq("person", person)).size();
        }
        found += read("identity", "passkeys", eq("person", person), "addedAt").size();
        found +=
                read("identity", "authenticator_apps", and(eq("_id", person), exists("secret")))
                        .size();
        return found + read("identity", "recovery_codes", eq("_id", person)).size();
    }

    private List<Document> read(
            String database, String collection, Bson filter, String... sortedBy) {
        FindIterable<Document> found = collection(database, collection).find(filter);
        return (sortedBy.length == 0 ? found : found.sort(Sorts.ascending(sortedBy)))
                .into(new ArrayList<>());
    }

    private MongoCollection<Document> collection(String database, String collection) {
        return client.getDatabase(database).getCollection(collection);
    }

    private static List<String> values(List<Document> documents, String field) {
        List<String> values = new ArrayList<>();
        documents.forEach(document -> values.add(document.getString(field)));
        return values;
    }
}
