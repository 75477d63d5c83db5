package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;

import org.springframework.context.ApplicationContext;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What the collections of a service hold about people, as its {@code
 * <service>/personal-data.properties} says: {@code <collection>=<category>: <fields>} or {@code
 * <collection>=none: <why>}; several categories are separated by commas. Checked against the
 * running store, so that a new collection without a decision fails, and against the service's
 * answer to the right of access.
 */
public final class PersonalDataInventory {

    private static final String NONE = "none";

    private final String service;
    private final Properties decisions = new Properties();

    /** The inventory of a service whose resources are on the class path. */
    public PersonalDataInventory(String service) {
        this.service = service;
        String resource = "/" + service + "/personal-data.properties";
        try (InputStream file = PersonalDataInventory.class.getResourceAsStream(resource)) {
            assertThat(file).as("%s", resource).isNotNull();
            decisions.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the inventory fits the store and the answer of a running service. */
    public static void check(ApplicationContext running) {
        String service = running.getEnvironment().getRequiredProperty("spring.application.name");
        PersonalDataInventory inventory = new PersonalDataInventory(service);
        inventory.checkCollections(running.getBean(MongoDatabase.class));
        TestClient client =
                new TestClient(
                        running.getEnvironment()
                                .getRequiredProperty("local.server.port", Integer.class));
        inventory.checkCategories(
                client.as(TestIssuer.shared().serviceToken("membership"))
                        .get("/internal/" + service + "/people/" + UUID.randomUUID() + "/data")
                        .expect(200)
                        .json());
    }

    /** Fails when a collection of the store is not decided about. */
    public void checkCollections(MongoDatabase store) {
        List<String> undecided = new ArrayList<>();
        for (String collection : store.listCollectionNames()) {
            String decision = decisions.getProperty(collection, "");
            int colon = decision.indexOf(':');
            if (!collection.startsWith("system.")
                    && (colon <= 0 || decision.substring(colon + 1).isBlank())) {
                undecided.add(collection);
            }
        }
        assertThat(undecided)
                .as("collections of %s missing from its personal-data.properties", service)
                .isEmpty();
    }

    /** Fails when the answer has other categories than the collections are said to hold. */
    public void checkCategories(JsonNode answer) {
        Set<String> answered = new TreeSet<>();
        for (JsonNode category : answer.path("categories")) {
            assertThat(answered.add(category.path("code").asString("")))
                    .as("%s is in the answer once", category.path("code"))
                    .isTrue();
        }
        assertThat(answered).as("categories of %s", service).isEqualTo(categories());
    }

    /** {@return the categories the collections are said to hold} */
    public Set<String> categories() {
        Set<String> categories = new TreeSet<>();
        for (String collection : decisions.stringPropertyNames()) {
            String decision = decisions.getProperty(collection);
            for (String category : decision.substring(0, decision.indexOf(':')).split(",")) {
                categories.add(category.strip());
            }
        }
        categories.remove(NONE);
        return categories;
    }
}
