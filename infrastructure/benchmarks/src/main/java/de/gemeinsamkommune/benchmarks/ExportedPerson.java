package de.gemeinsamkommune.benchmarks;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;

import org.bson.Document;
import org.bson.conversions.Bson;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fills the network with what it holds about a person. The first of each kind comes about as it
 * does with people; the years after that are copies of it, written to the services' databases.
 */
final class ExportedPerson {

    private static final int EVENTS_A_YEAR = 10;
    private static final int MAILS_A_YEAR = 50;
    private static final int REQUESTS_A_YEAR = 2;
    private static final int READINGS_OF_A_REQUEST = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MongoClient client;
    private final DemoMember member;
    private final String person;

    ExportedPerson(MongoClient client, DemoMember member) {
        this.client = client;
        this.member = member;
        this.person = member.id();
    }

    /** Registers for an event and asks for advice, and waits for all that follows from it. */
    void useTheNetwork() throws Exception {
        String event = "";
        for (JsonNode one : member.get("/api/events/events").get("items")) {
            if (OffsetDateTime.parse(one.get("startsAt").asString())
                    .isAfter(OffsetDateTime.now())) {
                event = one.get("id").asString();
            }
        }
        member.post("/api/events/events/" + event + "/registrations", Map.of());
        member.post(
                "/api/advisory/requests",
                Map.of(
                        "topic", "monitoring",
                        "subject", "Kennzahlen für den ersten Bericht",
                        "question", "Womit fangen wir an, und woher kommen die Zahlen?",
                        "contactBy", "VIDEO"));
        first("events", "registrations", eq("person", person));
        first("newsletter", "deliveries", eq("recipient", person));
        first("newsletter", "event_registrations", eq("_id", event));
        first("newsletter", "advisory_askers", eq("state.person", person));
    }

    /** Years of events, mails, requests for advice and exports. */
    void stay(int years) throws Exception {
        takePart(EVENTS_A_YEAR * years);
        getMails(MAILS_A_YEAR * years);
        ask(REQUESTS_A_YEAR * years);
        List<Document> accesses = new ArrayList<>();
        for (int number = 0; number < years; number++) {
            accesses.add(
                    new Document("_id", id())
                            .append("person", person)
                            .append("by", id())
                            .append("at", daysAgo(number * 365)));
        }
        collection("membership", "data_accesses").insertMany(accesses);
    }

    private void takePart(int times) throws Exception {
        Document registration = first("events", "registrations", eq("person", person));
        Document event = first("events", "events", eq("_id", registration.getString("event")));
        Document notice = first("newsletter", "event_registrations", eq("_id", event.get("_id")));
        List<Document> events = new ArrayList<>();
        List<Document> registrations = new ArrayList<>();
        List<Document> notices = new ArrayList<>();
        for (int number = 0; number < times; number++) {
            String of = id();
            String own = id();
            events.add(Copies.ofAggregate(event, of));
            registrations.add(
                    Copies.of(registration, own)
                            .append("event", of)
                            .append("registeredAt", daysAgo(number)));
            Document noted = Copies.of(notice, of);
            noted.get("state", Document.class).append("live", new Document(own, person));
            notices.add(noted);
        }
        collection("events", "events").insertMany(events);
        collection("events", "registrations").insertMany(registrations);
        collection("newsletter", "event_registrations").insertMany(notices);
    }

    private void getMails(int many) throws Exception {
        Document mail = first("newsletter", "deliveries", eq("recipient", person));
        List<Document> mails = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            mails.add(Copies.of(mail, id()).append("queuedAt", daysAgo(number)));
        }
        collection("newsletter", "deliveries").insertMany(mails);
    }

    private void ask(int times) throws Exception {
        Document pattern = first("advisory", "requests", eq("state.asker", person));
        List<Document> requests = new ArrayList<>();
        List<Document> readings = new ArrayList<>();
        for (int number = 0; number < times; number++) {
            String request = id();
            requests.add(Copies.ofAggregate(pattern, request));
            for (int reading = 0; reading < READINGS_OF_A_REQUEST; reading++) {
                readings.add(
                        new Document("_id", id())
                                .append("requests", List.of(request))
                                .append("reader", id())
                                .append("role", "ADVISER")
                                .append("extent", "WHOLE")
                                .append("at", daysAgo(number)));
            }
        }
        collection("advisory", "requests").insertMany(requests);
        collection("advisory", "readings").insertMany(readings);
    }

    /** {@return the first such document, as soon as there is one} */
    private Document first(String database, String collection, Bson filter) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            Document found = collection(database, collection).find(filter).first();
            if (found != null) {
                return found;
            }
            if (Instant.now().isAfter(end)) {
                throw new TimeoutException("nothing comes to " + database + "." + collection);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private MongoCollection<Document> collection(String database, String collection) {
        return client.getDatabase(database).getCollection(collection);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static Date daysAgo(int days) {
        return Date.from(Instant.now().minus(Duration.ofDays(days)));
    }
}
