package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Funding periods follow one another, are corrected, and remember by whom. */
@MembershipTest
class FundingTest {

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;

    private Network network;
    private String path;
    private String code;

    @BeforeEach
    void choose() {
        network = new Network(client, issuer);
        code = "t-" + UUID.randomUUID().toString().substring(0, 8);
        path = "/api/membership/funding-periods/" + code;
    }

    @Test
    void the_next_period_is_opened_once_however_often_it_is_sent() {
        TestClient lead = network.as("PROJECT_LEAD");
        Answer opened = lead.put(path, terms()).expect(200);
        assertThat(opened.header("ETag")).isEqualTo("\"1\"");
        assertThat(lead.put(path, terms()).expect(200).header("ETag")).isEqualTo("\"1\"");
        lead.put(path, with("grantCents", 44_900_000)).expectProblem(409, "funding-period-exists");
        JsonNode seen = client.get(path).expect(200).json();
        assertThat(seen.get("funder").asString()).isEqualTo("Bundesamt für Beispiele");
        assertThat(seen.get("demo").asBoolean()).isFalse();
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.funding-period", code))
                                        .containsExactly("membership.funding-period-opened.v1"));
    }

    @Test
    void a_correction_needs_the_version_and_is_remembered() {
        network.as("PROJECT_LEAD").put(path, terms()).expect(200);
        TestClient administrator = network.as("ADMINISTRATOR");
        administrator.with("If-Match", "\"1\"").put(path, with("to", "1998-06-30")).expect(200);
        administrator
                .with("If-Match", "\"1\"")
                .put(path, with("to", "1998-09-30"))
                .expectProblem(412, "funding-period-changed-meanwhile");
        administrator
                .with("If-Match", "\"1\"")
                .put("/api/membership/funding-periods/no-such", terms())
                .expectProblem(404, "funding-period-not-found");
        JsonNode history =
                network.as("FUNDER").get(path + "/history").expect(200).json().get("items");
        assertThat(history.size()).isEqualTo(1);
        assertThat(history.get(0).get("field").asString()).isEqualTo("to");
        assertThat(history.get(0).get("before").asString()).isEqualTo("1998-03-31");
        assertThat(history.get(0).get("after").asString()).isEqualTo("1998-06-30");
        assertThat(history.get(0).get("by").asString())
                .isEqualTo(network.demoPerson("ADMINISTRATOR"));
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.funding-period", code))
                                        .containsExactly(
                                                "membership.funding-period-opened.v1",
                                                "membership.funding-period-corrected.v1"));
    }

    @Test
    void what_contradicts_itself_is_named_field_by_field() {
        TestClient lead = network.as("PROJECT_LEAD");
        Map<String, Object> wrong = with("to", "1990-01-01");
        wrong.put("grantCents", 60_000_000);
        Answer answer = lead.put(path, wrong).expectProblem(400, "invalid-request");
        assertThat(
                        answer.json()
                                .get("errors")
                                .valueStream()
                                .map(error -> error.get("pointer").asString()))
                .containsExactly("#/to", "#/grantCents");
        for (Map<String, Object> refused :
                List.of(
                        with("rate", 101),
                        with("rate", 50),
                        with("totalCents", 0),
                        with("totalCents", Long.MAX_VALUE),
                        with("name", " \u200b"),
                        with("name", "a\nb"),
                        with("funder", "x".repeat(201)),
                        with("from", "2026-13-01"),
                        with("specificObjective", "<b>"))) {
            lead.put(path, refused).expectProblem(400, "invalid-request");
        }
        lead.put("/api/membership/funding-periods/Other%20code", terms())
                .expectProblem(400, "funding-period-code-malformed");
        client.get(path).expectProblem(404, "funding-period-not-found");
    }

    @Test
    void somebody_erased_opens_nothing() {
        String lead = network.join("PROJECT_LEAD");
        TestClient gone = network.as(lead, "PROJECT_LEAD");
        gone.post("/api/membership/me/erasure").expect(202);
        gone.put(path, terms()).expectProblem(403, "caller-erased");
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> terms = terms();
        terms.put(field, value);
        return terms;
    }

    private static Map<String, Object> terms() {
        Map<String, Object> terms = new LinkedHashMap<>();
        terms.put("name", "Gemeinsam Kommune II");
        terms.put("funder", "Bundesamt für Beispiele");
        terms.put("programme", "Beispielfonds");
        terms.put("specificObjective", "2");
        terms.put("from", "1995-04-01");
        terms.put("to", "1998-03-31");
        terms.put("totalCents", 50_000_000);
        terms.put("grantCents", 45_000_000);
        terms.put("rate", 90);
        return terms;
    }
}
