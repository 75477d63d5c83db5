package de.gemeinsamkommune.newsletter.notification;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is noted of whom to write to when an event is called off or a request is answered. */
@Component
class NoticeData implements PersonalDataSource {

    private final MongoCollection<Document> registrations;
    private final MongoCollection<Document> askers;

    NoticeData(
            Messaging messaging,
            EventRegistrationsProjection registrations,
            AdvisoryAskerProjection askers) {
        this.registrations = messaging.database().getCollection(registrations.name());
        this.askers = messaging.database().getCollection(askers.name());
        this.askers.createIndex(Indexes.ascending("state.person"));
    }

    /** What the person would hear of. */
    record Noted(@Nullable String event, @Nullable String registration, @Nullable String request) {}

    @Override
    public List<Category> about(String person) {
        List<Noted> noted = new ArrayList<>();
        askers.find(eq("state.person", person))
                .forEach(row -> noted.add(new Noted(null, null, row.getString("_id"))));
        // one document per event, in which people are not the keys
        registrations.find(empty()).forEach(row -> live(row, person, noted));
        return List.of(
                new Category(
                        "notices",
                        "mail",
                        "GDPR 6(1)(b)",
                        "until-erasure",
                        List.of(),
                        false,
                        noted));
    }

    private static void live(Document row, String person, List<Noted> noted) {
        Document state = row.get("state", Document.class);
        Document live = state == null ? null : state.get("live", Document.class);
        if (live == null) {
            return;
        }
        for (Map.Entry<String, Object> one : live.entrySet()) {
            if (person.equals(one.getValue())) {
                noted.add(new Noted(row.getString("_id"), one.getKey(), null));
            }
        }
    }
}
