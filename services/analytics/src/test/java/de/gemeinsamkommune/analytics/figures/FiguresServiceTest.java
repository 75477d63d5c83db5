package de.gemeinsamkommune.analytics.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.analytics.AnalyticsApplication;
import de.gemeinsamkommune.analytics.Broker;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.UUID;

/** From messages on a real broker to the funder's figures. */
@ServiceTest(application = AnalyticsApplication.class)
class FiguresServiceTest {

    private final TestClient funder;

    @Autowired
    FiguresServiceTest(TestClient anybody, TestIssuer issuer) {
        this.funder = anybody.as(issuer.tokenOfSomebody(Roles.FUNDER));
    }

    @Test
    void the_figures_add_up() {
        JsonNode before = funder.get("/api/analytics/figures").expect(200).json();
        String event = UUID.randomUUID().toString();
        String advice = UUID.randomUUID().toString();
        String subscription = UUID.randomUUID().toString();
        String left = UUID.randomUUID().toString();
        try (Broker broker = new Broker()) {
            String announced =
                    """
                    {"event":"%s","title":"Treffen","endsAt":"2024-04-18T14:00:00Z"}
                    """
                            .formatted(event);
            broker.publish("events.event", event, "events.event-published.v1", announced);
            broker.publish("events.event", event, "events.registration-confirmed.v1", "{}");
            attended(broker, event, "g1", "09573", 300);
            attended(broker, event, "g2", "09573", 240);
            attended(broker, event, "g2", "09573", 250);
            broker.publish(
                    "advisory.request",
                    advice,
                    "advisory.request-received.v1",
                    "{\"municipality\":\"09180\"}");
            broker.publish("advisory.request", advice, "advisory.request-accepted.v1", "{}");
            broker.publish(
                    "advisory.request", advice, "advisory.effort-recorded.v1", "{\"minutes\":75}");
            broker.publish("advisory.request", advice, "advisory.request-concluded.v1", "{}");
            for (String each : new String[] {subscription, left}) {
                broker.publish(
                        "newsletter.subscription",
                        each,
                        "newsletter.subscription-confirmed.v1",
                        "{\"lists\":[\"netzwerk\"]}");
            }
            broker.publish(
                    "newsletter.subscription",
                    left,
                    "newsletter.subscription-ended.v1",
                    "{\"reason\":\"UNSUBSCRIBED\"}");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            JsonNode now = funder.get("/api/analytics/figures").expect(200).json();
                            assertThat(more(before, now, "attendances")).isEqualTo(2);
                            assertThat(more(before, now, "attendedMinutes")).isEqualTo(550);
                            assertThat(more(before, now, "eventsHeld")).isEqualTo(1);
                            assertThat(more(before, now, "eventsWithAttendance")).isEqualTo(1);
                            assertThat(more(before, now, "adviceRequests")).isEqualTo(1);
                            assertThat(more(before, now, "adviceConcluded")).isEqualTo(1);
                            assertThat(more(before, now, "effortMinutes")).isEqualTo(75);
                            assertThat(more(before, now, "municipalitiesSupported")).isEqualTo(2);
                            assertThat(more(before, now, "subscribers")).isEqualTo(1);
                        });
    }

    private static void attended(
            Broker broker, String event, String registration, String key, int minutes) {
        broker.publish(
                "events.event",
                event,
                "events.attendance-recorded.v1",
                "{\"registration\":\"%s\",\"municipality\":\"%s\",\"minutes\":%d}"
                        .formatted(registration, key, minutes));
    }

    private static long more(JsonNode before, JsonNode now, String figure) {
        return now.get(figure).asLong() - before.get(figure).asLong();
    }
}
