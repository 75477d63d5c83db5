package de.gemeinsamkommune.membership.roster;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.membership.person.Forgetting;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * The addresses in lists of people. Somebody may be in a list before they are in the network, so
 * that the row does not say that it is about them.
 */
@Component
class RosterAddresses implements Forgetting {

    private final MongoCollection<Document> imports;

    RosterAddresses(Messaging messaging) {
        imports = messaging.database().getCollection("peopleImports");
    }

    @Override
    public void before(String person, @Nullable String key) {
        if (key == null) {
            return;
        }
        imports.updateMany(
                eq("rows.emailKey", key),
                Updates.set("rows.$[row].person", person),
                new UpdateOptions().arrayFilters(List.of(eq("row.emailKey", key))));
    }
}
