package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What anybody typed in never reaches a topic. */
@MembershipTest
class MessagesTest {

    private static final List<String> TOPICS =
            List.of(
                    "membership.municipality",
                    "membership.person",
                    "membership.application",
                    "membership.funding-period",
                    "membership.erasure");

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;

    @Test
    void no_message_holds_a_name_or_an_address() {
        Network network = new Network(client, issuer);
        String id = network.join("MEMBER");
        TestClient person = network.as(id, "MEMBER");
        person.with("If-Match", person.get("/api/membership/me").header("ETag"))
                .put(
                        "/api/membership/me",
                        Map.of(
                                "givenName", "Xanthippe",
                                "familyName", "Ypsilantis",
                                "locale", "en"))
                .expect(200);
        person.post("/api/membership/me/erasure").expect(202);
        for (String service : List.of("identity", "events", "advisory", "newsletter")) {
            Topic.confirmErasure(service, id);
        }
        await().until(
                        () ->
                                Topic.read("membership.erasure").stream()
                                        .anyMatch(message -> message.data().contains(id)));
        assertThat(Topic.types("membership.person", id)).hasSize(3);

        client.post("/api/membership/applications", wish()).expect(202);
        await().until(() -> !Topic.read("membership.application").isEmpty());

        for (String topic : TOPICS) {
            assertThat(Topic.read(topic)).isNotEmpty();
            for (Topic.Received message : Topic.read(topic)) {
                String all = (message + "").toLowerCase(Locale.ROOT);
                assertThat(all)
                        .doesNotContain(
                                "zacharias",
                                "quittenbaum",
                                "xanthippe",
                                "ypsilantis",
                                "haddad",
                                "brandl",
                                "lechner",
                                "@",
                                "example");
            }
        }
    }

    private Map<String, Object> wish() {
        String words = "/api/membership/applications/words";
        return Map.of(
                "unitName",
                "Quittenbaumverband",
                "level",
                "MEMBER",
                "givenName",
                "Xanthippe",
                "familyName",
                "Ypsilantis",
                "email",
                Network.uniqueAddress(),
                "position",
                "Quittenbaumbeauftragte",
                "maySpeak",
                true,
                "notice",
                client.get(words).expect(200).json().get("version").asString());
    }
}
