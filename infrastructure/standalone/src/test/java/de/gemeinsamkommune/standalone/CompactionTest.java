package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;

import de.gemeinsamkommune.embedded.EmbeddedMongo;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class CompactionTest {

    @TempDir private Path folder;

    @Test
    void what_was_erased_leaves_the_file_while_the_network_runs() throws Exception {
        Path file = folder.resolve("store");
        try (EmbeddedMongo store = EmbeddedMongo.start(file, 0);
                MongoClient client = MongoClients.create(store.uri());
                Compaction compaction = Compaction.every(Duration.ofMillis(200), store)) {
            MongoCollection<Document> people = client.getDatabase("test").getCollection("people");
            for (String name : new String[] {"Quirina", "Rasso"}) {
                people.insertOne(new Document("_id", name));
                people.deleteOne(Filters.eq("_id", name));
                await().untilAsserted(() -> assertThat(text(file)).doesNotContain(name));
            }
            assertThat(compaction).isNotNull();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
