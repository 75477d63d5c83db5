package de.gemeinsamkommune.newsletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the newsletter tells about a person to the collector of the right of access. */
class PersonalDataTest extends NewsletterService {

    @Autowired ApplicationContext context;

    @Test
    void a_subscription_of_the_persons_address_is_theirs() {
        Peers.Person person = PEERS.person("Anna Muster", "de");
        String stranger = newAddress();
        subscribe(person.email(), Map.of("name", "Frau Muster"));
        subscribe(stranger, Map.of("name", "Fremde Person"));

        JsonNode asked = data(person);
        JsonNode requested = items(asked, "subscriptions").get(0);
        assertThat(requested.get("status").asString()).isEqualTo("PENDING");
        assertThat(requested.get("address").asString()).isEqualTo(person.email());
        assertThat(requested.get("name").asString()).isEqualTo("Frau Muster");

        confirm(tokenOf(mail(person.email()))).expect(200);
        await().untilAsserted(
                        () ->
                                assertThat(kinds(data(person)))
                                        .containsExactly("SUBSCRIPTION_CONFIRMATION SENT"));
        JsonNode confirmed = data(person);
        assertThat(items(confirmed, "subscriptions").get(0).get("status").asString())
                .isEqualTo("CONFIRMED");
        JsonNode consent = items(confirmed, "consents").get(0);
        assertThat(consent.get("text").asString())
                .isEqualTo(
                        client.get(API + "/consent-text")
                                .expect(200)
                                .json()
                                .get("text")
                                .asString());
        assertThat(consent.get("version").asString()).isEqualTo("2026-11");
        assertThat(consent.has("confirmedAt")).isTrue();
        assertThat(confirmed.toString())
                .doesNotContain(stranger, "Fremde Person", "oken", "Hash", "tokens");
    }

    @Test
    void evidence_of_an_ended_subscription_is_still_told() {
        Peers.Person person = PEERS.person("Cem Beispiel", "de");
        subscribeAndConfirm(person.email());
        String token =
                (String)
                        store().getCollection("subscriptions")
                                .find(Filters.eq("state.subscriber.address", person.email()))
                                .first()
                                .get("state", Document.class)
                                .get("unsubscribeToken");
        client.post(API + "/unsubscribe/" + token).expect(204);

        JsonNode ended = data(person);
        assertThat(items(ended, "subscriptions").get(0).get("status").asString())
                .isEqualTo("ENDED");
        assertThat(items(ended, "consents").get(0).get("version").asString()).isEqualTo("2026-11");
        assertThat(ended.toString()).doesNotContain(token);
    }

    private MongoDatabase store() {
        return context.getBean(MongoDatabase.class);
    }

    private JsonNode data(Peers.Person person) {
        TestClient service = client.as(TestIssuer.shared().serviceToken("membership"));
        return service.get("/internal/newsletter/people/" + person.id() + "/data")
                .expect(200)
                .json();
    }

    private static List<String> kinds(JsonNode data) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode mail : items(data, "mails")) {
            kinds.add(mail.get("kind").asString() + " " + mail.get("state").asString());
        }
        return kinds;
    }

    private static JsonNode items(JsonNode data, String code) {
        for (JsonNode category : data.get("categories")) {
            if (category.get("code").asString().equals(code)) {
                return category.get("items");
            }
        }
        throw new AssertionError("nothing is said of " + code);
    }
}
