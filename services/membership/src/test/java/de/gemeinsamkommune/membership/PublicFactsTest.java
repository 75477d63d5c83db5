package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.List;

@MembershipTest
class PublicFactsTest {

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;

    @Test
    void the_seven_partners_are_there_in_dictionary_order() {
        JsonNode partners =
                client.get("/api/membership/municipalities?partner=true").expect(200).json();
        assertThat(
                        partners.get("items")
                                .valueStream()
                                .map(unit -> unit.get("displayName").asString()))
                .containsExactly(
                        "Landkreis Freising",
                        "Landkreis Fürth",
                        "Landkreis Garmisch-Partenkirchen",
                        "Stadt Ingolstadt",
                        "Stadt Kaufbeuren",
                        "Gemeinde Kirchheim b.München (Landkreis München)",
                        "Stadt Regensburg");
        assertThat(partners.has("next")).isFalse();
        assertThat(
                        client.get("/api/membership/municipalities?partner=false")
                                .json()
                                .get("items")
                                .size())
                .isZero();
        assertThat(
                        client.get("/api/membership/municipalities?level=PARTNER")
                                .json()
                                .get("items")
                                .size())
                .isEqualTo(7);
        client.get("/api/membership/municipalities?level=FRIEND")
                .expectProblem(400, "invalid-request");
        client.get("/api/membership/municipalities?partner=maybe")
                .expectProblem(400, "invalid-request");
    }

    @Test
    void a_municipality_is_shown_by_its_official_key() {
        JsonNode kirchheim =
                client.get("/api/membership/municipalities/09184131").expect(200).json();
        assertThat(kirchheim.get("ars").asString()).isEqualTo("091840131131");
        assertThat(kirchheim.get("kind").asString()).isEqualTo("MUNICIPALITY");
        assertThat(kirchheim.get("district").asString()).isEqualTo("München");
        assertThat(kirchheim.get("population").asInt()).isEqualTo(12_714);
        assertThat(kirchheim.get("populationOn").asString()).isEqualTo("2022-12-31");
        client.get("/api/membership/municipalities/9184131")
                .expectProblem(404, "municipality-not-found");
    }

    @Test
    void each_partner_was_announced_once() {
        await().untilAsserted(
                        () ->
                                assertThat(announcements())
                                        .containsExactly(
                                                "{\"municipality\":\"09178\",\"level\":\"PARTNER\",\"on\":\"2023-04-01\"}"));
    }

    /** Without those of the networks that another test sets up beside. */
    private static List<String> announcements() {
        return Topic.about("membership.municipality", "09178").stream()
                .filter(message -> message.headers().get("ce_source").equals("/membership"))
                .map(Topic.Received::data)
                .toList();
    }

    @Test
    void the_fact_sheet_is_there_in_german_and_english() {
        JsonNode german = client.get("/api/membership/network").expect(200).json();
        assertThat(german.get("name").asString()).isEqualTo("Gemeinsam Kommune");
        assertThat(german.get("fundingStatement").asString())
                .isEqualTo("Kofinanziert von der Europäischen Union");
        JsonNode english =
                client.with("Accept-Language", "en-GB, de;q=0.5")
                        .get("/api/membership/network")
                        .expect(200)
                        .json();
        assertThat(english.get("fundingStatement").asString())
                .isEqualTo("Co-funded by the European Union");
        assertThat(english.get("topics").size()).isEqualTo(german.get("topics").size());
        JsonNode period = german.get("currentPeriod");
        assertThat(period.get("demo").asBoolean()).isTrue();
        assertThat(period.get("running").asBoolean()).isTrue();
    }

    @Test
    void the_real_funding_period_stands_beside_the_marked_invented_one() {
        // without those that other tests open in the last century
        List<JsonNode> periods =
                client.get("/api/membership/funding-periods")
                        .expect(200)
                        .json()
                        .get("items")
                        .valueStream()
                        .filter(period -> period.get("from").asString().compareTo("2010") > 0)
                        .toList();
        assertThat(periods).hasSize(2);
        JsonNode real = periods.getFirst();
        assertThat(real.get("code").asString()).isEqualTo("gk-2023");
        assertThat(real.get("from").asString()).isEqualTo("2023-04-01");
        assertThat(real.get("to").asString()).isEqualTo("2026-03-31");
        assertThat(real.get("rate").asInt()).isEqualTo(90);
        assertThat(real.get("funder").asString())
                .isEqualTo("Bundesamt für Migration und Flüchtlinge");
        assertThat(real.get("demo").asBoolean()).isFalse();
        assertThat(real.get("approximate").asBoolean()).isTrue();
        assertThat(periods.get(1).get("demo").asBoolean()).isTrue();
    }

    @Test
    void demo_people_of_each_role_are_active_and_were_not_invited() {
        Network network = new Network(client, issuer);
        String adviser = network.demoPerson("ADVISER");
        assertThat(
                        network.as("ADVISER")
                                .get("/api/membership/me")
                                .expect(200)
                                .json()
                                .get("status")
                                .asString())
                .isEqualTo("ACTIVE");
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.person", adviser))
                                        .containsExactly("membership.person-joined.v1"));
    }
}
