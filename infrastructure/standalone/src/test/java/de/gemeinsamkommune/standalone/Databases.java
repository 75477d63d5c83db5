package de.gemeinsamkommune.standalone;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that stands in a store, as a backup tool reads it. */
record Databases(Map<String, Map<String, List<RawBsonDocument>>> documents) {

    private static final Set<String> NOT_OURS = Set.of("admin", "local", "config");

    /** Reads every document of every collection of every database. */
    static Databases read(String uri) {
        Map<String, Map<String, List<RawBsonDocument>>> all = new LinkedHashMap<>();
        try (MongoClient client = MongoClients.create(uri)) {
            for (String name : client.listDatabaseNames()) {
                if (NOT_OURS.contains(name)) {
                    continue;
                }
                MongoDatabase database = client.getDatabase(name);
                Map<String, List<RawBsonDocument>> collections = new LinkedHashMap<>();
                for (String collection : database.listCollectionNames()) {
                    if (collection.startsWith("system.")) {
                        continue;
                    }
                    collections.put(
                            collection,
                            database.getCollection(collection, RawBsonDocument.class)
                                    .find()
                                    .into(new ArrayList<>()));
                }
                all.put(name, collections);
            }
        }
        return new Databases(all);
    }

    /** Writes them into an empty store; the services make their indexes themselves. */
    void restoreTo(String uri) {
        try (MongoClient client = MongoClients.create(uri)) {
            documents.forEach(
                    (database, collections) ->
                            collections.forEach(
                                    (collection, all) -> {
                                        if (!all.isEmpty()) {
                                            client.getDatabase(database)
                                                    .getCollection(
                                                            collection, RawBsonDocument.class)
                                                    .insertMany(all);
                                        }
                                    }));
        }
    }

    /** {@return what of a person stands where, by database and collection} */
    Map<String, Set<String>> with(Needles needles) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        documents.forEach(
                (database, collections) ->
                        collections.forEach(
                                (collection, all) -> {
                                    for (RawBsonDocument document : all) {
                                        Set<String> here = needles.in(bytes(document));
                                        if (!here.isEmpty()) {
                                            found.computeIfAbsent(
                                                            database + "." + collection,
                                                            _ -> new java.util.TreeSet<>())
                                                    .addAll(here);
                                        }
                                    }
                                }));
        return found;
    }

    /** {@return the only document with this id} */
    Document only(String database, String collection, String id) {
        return documents.get(database).get(collection).stream()
                .map(raw -> raw.decode(new DocumentCodec()))
                .filter(document -> id.equals(document.get("_id")))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(RawBsonDocument document) {
        byte[] bytes = new byte[document.getByteBuffer().remaining()];
        document.getByteBuffer().get(bytes);
        return bytes;
    }
}
