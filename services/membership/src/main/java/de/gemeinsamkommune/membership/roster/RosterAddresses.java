package de.gemeinsamkommune.membership.roster;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.membership.person.AddressKeeper;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * The addresses in lists of people. Somebody may be in a list before they are in the network, so
 * that the row does not say that it is about them.
 */
@Component
class RosterAddresses implements AddressKeeper {

    private final MongoCollection<Document> imports;

    RosterAddresses(Messaging messaging) {
        imports = messaging.database().getCollection("peopleImports");
    }

    @Override
    public void forget(String key) {
        imports.updateMany(
                eq("rows.emailKey", key), Updates.pull("rows", new Document("emailKey", key)));
    }
}
