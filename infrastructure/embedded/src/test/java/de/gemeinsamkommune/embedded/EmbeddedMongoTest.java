package de.gemeinsamkommune.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

class EmbeddedMongoTest {

    @TempDir private Path folder;

    @Test
    void a_compacted_file_names_no_key_of_a_unique_index_that_is_deleted() throws Exception {
        Path file = folder.resolve("keys.mv");
        List<String> deleted = new ArrayList<>();
        try (EmbeddedMongo store = EmbeddedMongo.start(file, 0);
                MongoClient client = MongoClients.create(store.uri())) {
            MongoCollection<Document> people = client.getDatabase("test").getCollection("people");
            people.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
            List<Document> all = new ArrayList<>();
            for (int number = 0; number < 2_000; number++) {
                all.add(new Document("_id", number).append("key", UUID.randomUUID().toString()));
            }
            people.insertMany(all);
            all.stream().limit(1_900).forEach(one -> deleted.add(one.getString("key")));
            people.deleteMany(Filters.in("key", deleted));
            assertThat(store.compact(true)).isTrue();
            assertThat(people.countDocuments()).isEqualTo(100);
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(deleted).noneMatch(key -> text.contains(key.substring(0, 13)));
    }

    @Test
    void keeps_its_data_over_a_restart_and_forgets_what_was_deleted() throws Exception {
        Path file = folder.resolve("store");
        try (EmbeddedMongo store = EmbeddedMongo.start(file, 0);
                MongoClient client = MongoClients.create(store.uri())) {
            documents(client).insertOne(new Document("_id", "kept").append("n", 1));
            documents(client).insertOne(new Document("_id", "gone").append("n", "geheimnis"));
            documents(client).deleteOne(Filters.eq("_id", "gone"));
        }
        try (EmbeddedMongo store = EmbeddedMongo.start(file, 0);
                MongoClient client = MongoClients.create(store.uri())) {
            assertThat(documents(client).find().into(new ArrayList<>()))
                    .containsExactly(new Document("_id", "kept").append("n", 1));
        }
        assertThat(text(file)).contains("kept").doesNotContain("geheimnis");
    }

    @Test
    void forgets_what_was_deleted_while_it_serves() throws Exception {
        Path file = folder.resolve("store");
        try (EmbeddedMongo store = EmbeddedMongo.start(file, 0);
                MongoClient client = MongoClients.create(store.uri());
                ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 200; number++) {
                documents(client).insertOne(new Document("_id", number).append("n", "bleibt"));
            }
            documents(client).insertOne(new Document("_id", "gone").append("n", "geheimnis"));
            documents(client).insertOne(new Document("_id", "changed").append("n", "vorher"));
            documents(client).updateOne(Filters.eq("_id", "changed"), Updates.set("n", "nachher"));
            documents(client).deleteOne(Filters.eq("_id", "gone"));
            assertThat(text(file)).contains("geheimnis", "vorher");

            try (MongoCursor<Document> halfRead = documents(client).find().batchSize(10).cursor()) {
                halfRead.next();
                assertThat(store.compact(false)).as("somebody is reading").isFalse();
                assertThat(store.compact(true)).isTrue();
            }
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> written =
                    writer.submit(
                            () -> {
                                int number = 0;
                                while (!done.get()) {
                                    documents(client)
                                            .insertOne(new Document("_id", "new" + number));
                                    number++;
                                }
                                return number;
                            });
            for (int time = 0; time < 5; time++) {
                assertThat(store.compact(false)).isTrue();
            }
            done.set(true);
            assertThat(text(file)).contains("bleibt", "nachher").doesNotContain("geheimnis");
            assertThat(text(file)).doesNotContain("vorher");
            assertThat(documents(client).countDocuments()).isEqualTo(201L + written.get());
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    @Test
    void answers_with_whole_documents_while_they_change() throws Exception {
        try (EmbeddedMongo store = EmbeddedMongo.start(folder.resolve("store"), 0);
                MongoClient client = MongoClients.create(store.uri());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            MongoCollection<Document> documents = documents(client);
            documents.insertOne(new Document("_id", "hot").append("all", List.of()));
            AtomicBoolean done = new AtomicBoolean();
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                readers.add(
                        clients.submit(
                                () -> {
                                    while (!done.get()) {
                                        Document hot = documents.find().first();
                                        assertThat(hot.getList("all", Integer.class))
                                                .hasSize(hot.getInteger("size", 0));
                                    }
                                }));
            }
            for (int number = 0; number < 500; number++) {
                documents.updateOne(
                        Filters.eq("_id", "hot"),
                        Updates.combine(
                                Updates.push("all", number),
                                Updates.inc("size", 1),
                                Updates.set("field" + number, number)));
            }
            done.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }

    @Test
    void says_hello_as_a_primary() throws Exception {
        try (EmbeddedMongo store = EmbeddedMongo.start(folder.resolve("store"), 0);
                MongoClient client = MongoClients.create(store.uri())) {
            assertThat(client.getDatabase("any").runCommand(new Document("hello", 1)))
                    .containsEntry("isWritablePrimary", true);
        }
    }

    @Test
    void refuses_a_file_that_is_in_use() throws Exception {
        Path file = folder.resolve("store");
        try (EmbeddedMongo store = EmbeddedMongo.start(file, 0)) {
            assertThatThrownBy(() -> EmbeddedMongo.start(file, 0)).isInstanceOf(IOException.class);
            assertThat(store.uri()).startsWith("mongodb://127.0.0.1:");
        }
    }

    private static MongoCollection<Document> documents(MongoClient client) {
        return client.getDatabase("test").getCollection("documents");
    }
}
