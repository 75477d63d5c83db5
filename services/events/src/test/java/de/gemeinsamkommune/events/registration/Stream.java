package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.AnnouncementEvent;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;
import de.gemeinsamkommune.testsupport.Parts;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a topic with a plain consumer. */
public final class Stream {

    private static final Map<String, Class<? extends DomainEvent>> TYPES = new HashMap<>();

    static {
        for (Class<?> group : List.of(AnnouncementEvent.class, RegistrationEvent.class)) {
            for (Class<?> type : group.getDeclaredClasses()) {
                TYPES.put(
                        type.getAnnotation(EventType.class).value(),
                        type.asSubclass(DomainEvent.class));
            }
        }
    }

    private Stream() {}

    /** Everything in a topic that has this key, in order, without repeats by the relay. */
    public static List<ConsumerRecord<String, String>> records(String topic, String key) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", Parts.shared().kafkaBootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                for (ConsumerRecord<String, String> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    if (key.equals(record.key()) && !ids.contains(header(record, "ce_id"))) {
                        ids.add(header(record, "ce_id"));
                        records.add(record);
                    }
                }
            }
        }
        return records;
    }

    /** What happened to an event, as its messages tell. */
    public static List<DomainEvent> of(String event) {
        List<DomainEvent> happened = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records("events.event", event)) {
            Class<? extends DomainEvent> type = TYPES.get(header(record, "ce_type"));
            happened.add(JsonMapper.shared().readValue(record.value(), type));
        }
        return happened;
    }

    public static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
