package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.identity.Portal.Tokens;
import de.gemeinsamkommune.messaging.CloudEvents;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.testsupport.Parts;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A person is forgotten when membership says so on Kafka. */
class ErasureTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONG = Duration.ofSeconds(60);

    private static Network.Installation identity;

    @BeforeAll
    static void start() {
        identity = Network.named().start();
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    @Test
    void an_erased_person_leaves_a_bare_id_and_is_refused_for_ever() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        Browser browser = SignInFlowTest.signedIn(identity, address);
        Authenticator.setUp(identity, browser);
        PasskeyTest.add(browser, new SoftKey(identity.url));
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);
        String code = portal.code(browser);
        String unused = link(person);

        assertThat(identity.store().getCollection("passkeys").countDocuments()).isEqualTo(1);

        // membership still answers: identity has to refuse by itself
        erased(person, UUID.randomUUID().toString());
        await().atMost(LONG).until(() -> confirmations(person).size() == 1);

        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
        assertThat(Portal.error(portal.exchange(code))).isEqualTo("invalid_grant");
        assertThat(Browser.location(browser.get(portal.authorize()))).endsWith("/sign-in");
        assertThat(identity.browser().get("/identity/link?token=" + unused).statusCode())
                .isEqualTo(410);
        assertThat(issue(person)).isEqualTo(404);
        int mails = new Inbox(address).mails().size();
        double refused = refusedMails();
        Browser again = identity.browser();
        again.submit("/identity/sign-in", "/identity/sign-in", Map.of("email", address));
        await().atMost(LONG).until(() -> refusedMails() > refused);
        assertThat(new Inbox(address).mails()).hasSize(mails);

        Message confirmation = confirmations(person).getFirst();
        assertThat(confirmation.type()).isEqualTo("identity.erasure-confirmed.v1");
        assertThat(confirmation.subject()).isEqualTo(person);
        assertThat(JSON.readTree(confirmation.data()))
                .isEqualTo(JSON.readTree("{\"person\":\"" + person + "\",\"held\":[]}"));
        for (String collection :
                List.of(
                        "sessions",
                        "authorizations",
                        "sign_in_links",
                        "authenticator_apps",
                        "recovery_codes",
                        "passkeys")) {
            assertThat(identity.store().getCollection(collection).find().map(Document::toJson))
                    .as(collection)
                    .noneMatch(document -> document.contains(person));
        }
    }

    @Test
    void access_under_an_id_that_was_merged_ends_and_the_other_one_stays() throws Exception {
        String address = SignInFlowTest.address();
        String former = Network.membership.admit(address, "MEMBER");
        String own = SignInFlowTest.address();
        String kept = Network.membership.admit(own, "MEMBER");
        Portal portal = new Portal(identity);
        Browser formerBrowser = SignInFlowTest.signedIn(identity, address);
        Tokens ends = portal.signIn(formerBrowser);
        Authenticator.setUp(identity, formerBrowser);
        Tokens stays = portal.signIn(SignInFlowTest.signedIn(identity, own));

        said("membership.person-merged.v1", former, ",\"into\":\"" + kept + "\"", "m-" + former);
        await().atMost(LONG).until(ErasureTest::everythingTakenIn);

        assertThat(Portal.error(portal.refresh(ends.refresh()))).isEqualTo("invalid_grant");
        assertThat(Browser.location(formerBrowser.get(portal.authorize()))).endsWith("/sign-in");
        assertThat(issue(former)).isEqualTo(404);
        assertThat(portal.refresh(stays.refresh()).statusCode()).isEqualTo(200);
        assertThat(confirmations(former)).isEmpty();
        for (String collection : List.of("sessions", "authorizations", "authenticator_apps")) {
            assertThat(identity.store().getCollection(collection).find().map(Document::toJson))
                    .as(collection)
                    .noneMatch(document -> document.contains(former));
        }
        // the erasure of who stays comes to this id too
        erased(former, UUID.randomUUID().toString());
        await().atMost(LONG).until(() -> confirmations(former).size() == 1);
    }

    @Test
    void a_repeated_message_confirms_once() throws Exception {
        String person = Network.membership.admit(SignInFlowTest.address(), "MEMBER");
        String other = Network.membership.admit(SignInFlowTest.address(), "MEMBER");
        String id = UUID.randomUUID().toString();

        erased(person, id);
        erased(person, id);
        erased(person, UUID.randomUUID().toString());
        erased(other, UUID.randomUUID().toString());

        await().atMost(LONG).until(() -> confirmations(other).size() == 1);
        await().atMost(LONG).until(ErasureTest::everythingTakenIn);
        assertThat(confirmations(person)).hasSize(1);
    }

    @Test
    void a_code_of_somebody_who_is_erased_meanwhile_opens_nothing() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        Browser browser = SignInFlowTest.signedIn(identity, address);
        Portal portal = new Portal(identity);
        String code = portal.code(browser);
        // the erasure has begun, and its removal has not come to this authorization yet
        Document authorization =
                identity.store()
                        .getCollection("authorizations")
                        .find(new Document("person", person))
                        .first();
        Document session =
                identity.store()
                        .getCollection("sessions")
                        .find(new Document("person", person))
                        .first();
        erased(person, UUID.randomUUID().toString());
        await().atMost(LONG).until(() -> confirmations(person).size() == 1);
        identity.store().getCollection("authorizations").insertOne(authorization);
        identity.store().getCollection("sessions").insertOne(session);

        assertThat(browser.get(portal.authorize()).statusCode()).isEqualTo(400);
        assertThat(Portal.error(portal.exchange(code))).isEqualTo("invalid_grant");
        assertThat(Browser.location(browser.get(portal.authorize()))).endsWith("/sign-in");
        assertThat(
                        identity.store()
                                .getCollection("authorizations")
                                .countDocuments(new Document("person", person)))
                .isZero();
    }

    private static String link(String person) {
        return Browser.query(
                        JSON.readTree(
                                        identity.browser()
                                                .postJson(
                                                        "/internal/identity/sign-in-links",
                                                        wanted(person),
                                                        "Authorization",
                                                        service())
                                                .body())
                                .get("url")
                                .asString())
                .get("token");
    }

    private static int issue(String person) {
        return identity.browser()
                .postJson(
                        "/internal/identity/sign-in-links",
                        wanted(person),
                        "Authorization",
                        service())
                .statusCode();
    }

    private static String wanted(String person) {
        return "{\"person\":\"" + person + "\",\"purpose\":\"INVITATION\"}";
    }

    private static String service() {
        return "Bearer " + new Portal(identity).service("newsletter");
    }

    private static double refusedMails() {
        return identity.bean(MeterRegistry.class)
                .counter("identity.sign-in.mail", "outcome", "unknown")
                .count();
    }

    /** Whether nothing of the topic waits for the service. */
    private static boolean everythingTakenIn() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Parts.shared().kafkaBootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> taken =
                    admin.listConsumerGroupOffsets("identity.identity-erasure")
                            .partitionsToOffsetAndMetadata()
                            .get();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < 6; partition++) {
                ends.put(new TopicPartition("membership.person", partition), OffsetSpec.latest());
            }
            return admin.listOffsets(ends).all().get().entrySet().stream()
                    .allMatch(
                            end ->
                                    end.getValue().offset() == 0
                                            || taken.get(end.getKey()) != null
                                                    && taken.get(end.getKey()).offset()
                                                            == end.getValue().offset());
        }
    }

    /** Tells on Kafka, as membership does, that somebody was erased. */
    static void erased(String person, String messageId) throws Exception {
        said("membership.person-erased.v1", person, "", messageId);
    }

    private static void said(String type, String person, String more, String messageId)
            throws Exception {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        "membership.person",
                        person,
                        ("{\"person\":\"" + person + "\"" + more + "}")
                                .getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", messageId,
                        "ce_source", "/membership",
                        "ce_type", type,
                        "ce_subject", person,
                        "ce_time", Instant.now().toString(),
                        "ce_sequence", "1",
                        "ce_epoch", "1",
                        "content-type", "application/json")
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                Parts.shared().kafkaBootstrapServers(),
                                "acks",
                                "all"),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static List<Message> confirmations(String person) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                Parts.shared().kafkaBootstrapServers(),
                                "enable.auto.commit",
                                "false"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor("identity.erasure").stream()
                            .map(part -> new TopicPartition(part.topic(), part.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Message> messages = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> messages.add(CloudEvents.read(record)));
            }
            return messages.stream().filter(message -> message.subject().equals(person)).toList();
        }
    }
}
