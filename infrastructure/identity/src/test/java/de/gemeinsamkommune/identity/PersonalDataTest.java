package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.identity.Portal.Tokens;
import de.gemeinsamkommune.testsupport.PersonalDataInventory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.util.UUID;

/** What is told of a person's sign-ins to the collector of the right of access. */
class PersonalDataTest {

    private static Network.Installation identity;

    @BeforeAll
    static void start() {
        identity = Network.installation().start();
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    @Test
    void sign_ins_are_told_without_anything_to_sign_in_with() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        Browser browser = SignInFlowTest.signedIn(identity, address);
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);
        String other = SignInFlowTest.address();
        Network.membership.admit(other, "MEMBER");
        SignInFlowTest.signedIn(identity, other);

        HttpResponse<String> answer = ask(person, portal.service("membership"));
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode categories = new JsonMapper().readTree(answer.body()).get("categories");
        assertThat(categories.get(0).get("code").asString()).isEqualTo("sessions");
        assertThat(categories.get(0).get("items").size()).isEqualTo(1);
        assertThat(categories.get(1).get("code").asString()).isEqualTo("authorizations");
        assertThat(categories.get(1).get("items").size()).isEqualTo(1);
        assertThat(categories.get(1).get("items").get(0).get("client").asString())
                .isEqualTo("portal");
        assertThat(categories.get(2).get("code").asString()).isEqualTo("sign-in-links");
        assertThat(categories.get(2).get("items").size()).isEqualTo(1);
        assertThat(answer.body())
                .doesNotContain("hash", "_id", "signIn\"", tokens.refresh(), "code\":\"ey");
    }

    @Test
    void only_services_are_told() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "ADMINISTRATOR");
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(SignInFlowTest.signedIn(identity, address));
        assertThat(ask(person, tokens.access()).statusCode()).isEqualTo(403);
        assertThat(ask(person, "x").statusCode()).isEqualTo(401);
    }

    @Test
    void every_collection_is_decided_about() throws Exception {
        PersonalDataInventory inventory = new PersonalDataInventory("identity");
        inventory.checkCollections(identity.store());
        String service = new Portal(identity).service("membership");
        inventory.checkCategories(
                new JsonMapper().readTree(ask(UUID.randomUUID().toString(), service).body()));
    }

    private static HttpResponse<String> ask(String person, String token) throws Exception {
        return identity.browser()
                .get(
                        "/internal/identity/people/" + person + "/data",
                        "Authorization",
                        "Bearer " + token);
    }
}
