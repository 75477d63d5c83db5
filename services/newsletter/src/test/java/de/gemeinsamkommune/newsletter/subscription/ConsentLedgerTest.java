package de.gemeinsamkommune.newsletter.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.newsletter.NewsletterService;
import de.gemeinsamkommune.newsletter.Peers;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ConsentLedgerTest extends NewsletterService {

    private static final String LOOK_UPS = API + "/consents/look-ups";

    /** Of every version ever shown; a line is only ever added. */
    private static final Map<String, String> PUBLISHED =
            Map.of(
                    "2026-11_de.txt",
                            "a3dbdc6e88eeaeb1350249526aae6ea58b451da4e60466ec6c7ee697d7db693b",
                    "2026-11_en.txt",
                            "c12359011b759f01dc1053359896e7870abc4e576911be30a94ce9221c40cde4");

    @Autowired Subscribers subscribers;
    @Autowired ConsentLookUps lookUps;

    @Test
    void words_that_were_ever_shown_never_change() throws IOException, NoSuchAlgorithmException {
        Map<String, String> there = new TreeMap<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath:newsletter/consents/*.txt")) {
            there.put(
                    file.getFilename(),
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(file.getContentAsByteArray())));
        }
        assertThat(there).isEqualTo(PUBLISHED);
    }

    @Test
    void tells_of_an_address_what_was_agreed_to_until_when_and_who_looked() {
        Peers.Person person = PEERS.person("Ledger Beispiel", "de");
        String address = person.email();
        TestClient lead = as(Roles.PROJECT_LEAD);
        assertThat(found(lead, Map.of("address", address))).isEmpty();
        subscribe(address, Map.of());
        assertThat(found(lead, Map.of("address", address)).get(0).has("confirmedAt")).isFalse();
        confirm(tokenOf(mail(address))).expect(200);

        JsonNode given = found(lead, Map.of("address", address.toUpperCase())).get(0);
        assertThat(given.get("version").asString()).isEqualTo("2026-11");
        assertThat(given.get("text").asString())
                .isEqualTo(client.get(API + "/consent-text").json().get("text").asString());
        assertThat(given.get("form").asString()).endsWith("/newsletter");
        assertThat(given.has("confirmedAt")).isTrue();
        assertThat(given.has("confirmationMail")).isTrue();
        assertThat(given.has("withdrawnAt")).isFalse();
        assertThat(given.toString()).doesNotContain("oken", "Hash", address);
        assertThat(found(lead, Map.of("person", person.id()))).hasSize(1);
        assertThat(own(person)).hasSize(1);

        String token =
                subscribers
                        .byAddress(MailAddress.of(address).orElseThrow())
                        .orElseThrow()
                        .state()
                        .unsubscribeToken();
        client.post(API + "/unsubscribe/" + token).expect(204);
        JsonNode ended = found(as(Roles.ADMINISTRATOR), Map.of("address", address)).get(0);
        assertThat(ended.get("status").asString()).isEqualTo("ENDED");
        assertThat(ended.get("ending").asString()).isEqualTo("UNSUBSCRIBED");
        assertThat(ended.has("withdrawnAt")).isTrue();

        String subscription = given.get("subscription").asString();
        assertThat(lookUps.of(List.of(subscription)))
                .extracting(ConsentLookUp::role)
                .containsExactly("PROJECT_LEAD", "PROJECT_LEAD", "PROJECT_LEAD", "ADMINISTRATOR");
        assertThat(
                        client.as(TestIssuer.shared().serviceToken("membership"))
                                .get("/internal/newsletter/people/" + person.id() + "/data")
                                .expect(200)
                                .body())
                .contains("consent-look-ups", "\"byRole\":\"ADMINISTRATOR\"");
        String lookUp = lookUps.of(List.of(subscription)).getFirst().id();
        Instant later = Instant.now().plus(1, ChronoUnit.DAYS);
        assertThat(lookUps.act(lookUp, Instant.EPOCH)).isFalse();
        assertThat(lookUps.act(lookUp, later)).isTrue();
        assertThat(lookUps.of(List.of(subscription))).hasSize(3);
    }

    @Test
    void wants_either_an_address_or_a_person() {
        TestClient lead = as(Roles.PROJECT_LEAD);
        lead.post(LOOK_UPS, Map.of()).expectProblem(400, "consent-look-up-unclear");
        lead.post(LOOK_UPS, Map.of("address", "a@b.example", "person", "x"))
                .expectProblem(400, "consent-look-up-unclear");
        lead.post(LOOK_UPS, Map.of("address", "nobody"))
                .expectProblem(400, "email-address-invalid");
    }

    private static JsonNode found(TestClient as, Map<String, Object> wanted) {
        TestClient.Answer answer = as.post(LOOK_UPS, wanted).expect(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        return answer.json().get("items");
    }

    private JsonNode own(Peers.Person person) {
        return client.as(TestIssuer.shared().token(person.id(), Roles.MEMBER))
                .get(API + "/me/consents")
                .expect(200)
                .json()
                .get("items");
    }
}
