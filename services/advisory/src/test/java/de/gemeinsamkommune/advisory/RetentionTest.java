package de.gemeinsamkommune.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.defaults.retention.Retention;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;

/** What is kept for a time is shown before it goes, and can be postponed. */
@ServiceTest(application = AdvisoryApplication.class)
class RetentionTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String REQUESTS = "/api/advisory/requests";

    private final Retention retention;
    private final Clock clock;
    private final TestClient asker;
    private final TestClient adviser;
    private final TestClient lead;

    @Autowired
    RetentionTest(Retention retention, Clock clock, TestClient client, TestIssuer issuer) {
        this.retention = retention;
        this.clock = clock;
        asker = client.as(issuer.tokenOfSomebody(Roles.MEMBER));
        adviser = client.as(issuer.tokenOfSomebody(Roles.ADVISER));
        lead = client.as(issuer.tokenOfSomebody(Roles.PROJECT_LEAD));
    }

    @Test
    void of_requests_that_ended_years_ago_only_figures_stay_but_of_held_ones() {
        String gone = concluded();
        String held = concluded();
        String open = asked();
        LocalDate day = LocalDate.now(clock.withZone(BERLIN)).plusYears(4);

        on(day).check("closed-requests");
        JsonNode notice = rule("closed-requests").get("notice");
        assertThat(notice.get("references").toString()).contains(gone, held).doesNotContain(open);
        assertThat(notice.get("actOn").asString()).isEqualTo(day.plusDays(7).toString());
        on(day).hold(
                        "closed-requests",
                        new Creation(UUID.randomUUID().toString(), "print"),
                        held,
                        day.plusDays(8),
                        "Streitfall",
                        UUID.randomUUID().toString());
        on(day.plusDays(6)).check("closed-requests");
        assertThat(read(gone)).as("shown for seven days first").contains("Frage zk9");

        on(day.plusDays(7)).check("closed-requests");
        assertThat(read(held)).contains("Frage zk9", "Antwort zk9", "Ende zk9");
        assertThat(read(open)).contains("Frage zk9");
        JsonNode figures = json(gone);
        assertThat(figures.toString()).doesNotContain("zk9");
        assertThat(figures.has("asker") || figures.has("adviser")).isFalse();
        assertThat(figures.get("effortMinutes").asInt()).isEqualTo(45);
        assertThat(figures.get("outcome").asString()).isEqualTo("ADVICE_GIVEN");
        assertThat(figures.get("topic").asString()).isEqualTo("monitoring");
        JsonNode run = rule("closed-requests").get("runs").get(0);
        assertThat(run.get("complete").asBoolean()).isTrue();
        assertThat(run.get("acted").asLong()).isGreaterThanOrEqualTo(1);

        on(day.plusDays(9)).check("closed-requests");
        assertThat(rule("closed-requests").get("notice").get("references").toString())
                .as("the hold is over, so it is shown anew")
                .contains(held);
        on(day.plusDays(16)).check("closed-requests");
        assertThat(read(held)).doesNotContain("zk9");
        assertThat(rule("closed-requests").has("notice")).isFalse();
    }

    @Test
    void who_read_what_is_forgotten_after_a_year() {
        String id = asked();
        adviser.get(REQUESTS + "/" + id).expect(200);
        LocalDate day = LocalDate.now(clock.withZone(BERLIN)).plusYears(1).plusDays(1);

        on(day).check("advice-readings");
        assertThat(accesses(id)).hasSize(1);
        on(day.plusDays(7)).check("advice-readings");
        assertThat(accesses(id)).isEmpty();
    }

    private Retention on(LocalDate day) {
        return retention.at(
                Clock.fixed(day.atTime(LocalTime.NOON).atZone(BERLIN).toInstant(), BERLIN));
    }

    private JsonNode rule(String code) {
        for (JsonNode rule : lead.get("/api/advisory/retention").expect(200).json().get("items")) {
            if (rule.get("code").asString().equals(code)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + code);
    }

    private JsonNode accesses(String id) {
        return lead.get(REQUESTS + "/" + id + "/accesses").expect(200).json().get("items");
    }

    private JsonNode json(String id) {
        return lead.get(REQUESTS + "/" + id).expect(200).json();
    }

    private String read(String id) {
        return json(id).toString();
    }

    private String asked() {
        return asker.post(
                        REQUESTS,
                        """
                        {"topic": "monitoring", "subject": "Betreff zk9",
                         "question": "Frage zk9", "contactBy": "EMAIL"}
                        """)
                .expect(201)
                .json()
                .get("id")
                .asString();
    }

    private String concluded() {
        String at = REQUESTS + "/" + asked();
        adviser.post(at + "/assignment").expect(200);
        lead.post(at + "/replies", "{\"text\": \"Antwort zk9\"}").expect(201);
        String etag =
                lead.post(
                                at + "/efforts",
                                "{\"activity\": \"CONVERSATION\", \"minutes\": 45, \"on\": \"%s\"}"
                                        .formatted(LocalDate.now(clock.withZone(BERLIN))))
                        .expect(201)
                        .header("ETag");
        return adviser.with("If-Match", etag)
                .post(at + "/conclusion", "{\"outcome\": \"ADVICE_GIVEN\", \"text\": \"Ende zk9\"}")
                .expect(200)
                .json()
                .get("id")
                .asString();
    }
}
