package de.gemeinsamkommune.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

class EmbeddedMongoTest {

    @TempDir private Path folder;

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
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8))
                .contains("kept")
                .doesNotContain("geheimnis");
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
