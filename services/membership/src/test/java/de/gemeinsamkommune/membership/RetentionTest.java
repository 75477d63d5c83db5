package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.defaults.retention.Retention;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Invitations that nobody accepts end, after an administrator could say no. */
@MembershipTest
class RetentionTest {

    private static final String RULE = "/api/membership/retention/open-invitations";

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired Retention retention;
    @Autowired Clock clock;
    private Network network;
    private LocalDate today;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
        today = LocalDate.now(clock.withZone(ZoneId.of("Europe/Berlin")));
    }

    @Test
    void who_never_accepts_is_forgotten_when_it_was_shown_and_not_postponed() {
        String invited = network.invite("MEMBER");
        String joined = network.join("MEMBER");
        TestClient administrator = network.as("ADMINISTRATOR");
        administrator.post(RULE + "/release").expectProblem(409, "retention-nothing-shown");

        retention.at(Clock.offset(clock, Duration.ofDays(92))).check("open-invitations");
        assertThat(rule().get("notice").get("references").toString())
                .contains(invited)
                .doesNotContain(joined);
        assertThat(rule().get("notice").get("actOn").asString())
                .isEqualTo(today.plusDays(99).toString());
        person(invited).expect(200);

        JsonNode held =
                administrator
                        .with("Idempotency-Key", "hold-1")
                        .post(RULE + "/holds", hold(today.plusDays(30)))
                        .expect(201)
                        .json()
                        .get("holds");
        assertThat(held).hasSize(1);
        administrator
                .with("Idempotency-Key", "hold-1")
                .post(RULE + "/holds", hold(today.plusDays(30)))
                .expect(201);
        administrator
                .with("Idempotency-Key", "hold-1")
                .post(RULE + "/holds", hold(today.plusDays(31)))
                .expectProblem(409, "idempotency-key-reused");
        assertThat(rule().get("holds")).hasSize(1);
        administrator.post(RULE + "/release").expectProblem(409, "retention-held");
        String hold = RULE + "/holds/" + held.get(0).get("id").asString();
        administrator.send("DELETE", hold, null).expect(200);
        administrator.send("DELETE", hold, null).expectProblem(404, "not-found");

        administrator.post(RULE + "/release").expect(200);
        person(invited).expectProblem(404, "person-not-found");
        person(joined).expect(200);
        assertThat(rule().has("notice")).isFalse();
        assertThat(rule().get("runs").get(0).get("acted").asLong()).isPositive();
    }

    @Test
    void a_hold_that_cannot_be_is_refused() {
        TestClient administrator = network.as("ADMINISTRATOR");
        for (LocalDate day : new LocalDate[] {today.minusDays(1), today.plusYears(3).plusDays(1)}) {
            administrator
                    .post(RULE + "/holds", hold(day))
                    .expectProblem(400, "retention-hold-out-of-bounds");
        }
        Map<String, Object> silent = hold(today);
        silent.put("reason", " ");
        administrator.post(RULE + "/holds", silent).expectProblem(400, "invalid-request");
        administrator
                .post("/api/membership/retention/no-rule/holds", hold(today))
                .expectProblem(404, "not-found");
    }

    @Test
    void rules_are_for_those_who_answer_for_them() {
        network.as("PROJECT_LEAD").get("/api/membership/retention").expect(200);
        network.as("ADVISER").get("/api/membership/retention").expect(403);
        network.as("PROJECT_LEAD").post(RULE + "/release").expect(403);
        network.as("PROJECT_LEAD").post(RULE + "/holds", hold(today)).expect(403);
        assertThat(
                        network.as("ADMINISTRATOR")
                                .with("Accept-Language", "en")
                                .get("/api/membership/retention")
                                .expect(200)
                                .body())
                .contains("Invitations that were not accepted", "\"period\":\"P90D\"");
    }

    private static Map<String, Object> hold(LocalDate until) {
        Map<String, Object> hold = new LinkedHashMap<>();
        hold.put("until", until.toString());
        hold.put("reason", "Rückfrage läuft");
        return hold;
    }

    private TestClient.Answer person(String id) {
        return network.as("ADMINISTRATOR").get("/api/membership/people/" + id);
    }

    private JsonNode rule() {
        for (JsonNode rule :
                network.as("ADMINISTRATOR")
                        .get("/api/membership/retention")
                        .expect(200)
                        .json()
                        .get("items")) {
            if (rule.get("code").asString().equals("open-invitations")) {
                return rule;
            }
        }
        throw new AssertionError("the rule is missing");
    }
}
