package de.gemeinsamkommune.messaging;

import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.util.backoff.FixedBackOff;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the messages of some topics in, one after the other. A message that fails a few times is
 * parked with its key, and the later messages of that key wait behind it; other keys go on. Where
 * the store itself cannot be reached, everything waits and nothing is parked.
 */
final class Consumer {

    private static final Logger log = LoggerFactory.getLogger(Consumer.class);

    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final String service;
    private final Handler handler;
    private final Parked parked;
    private final Traces traces;
    private final Clock clock;
    private final MeterRegistry meters;
    private final int attempts;
    private final Map<String, Object> kafka;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;

    /** Held while a message is handled, so that a redrive and new messages of a key alternate. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** Topic and key of all that may be parked; the collection has the last word. */
    private final Set<String> parkedKeys = ConcurrentHashMap.newKeySet();

    Consumer(
            String name,
            List<String> topics,
            Handler handler,
            Parked parked,
            Traces traces,
            Clock clock,
            MeterRegistry meters,
            MessagingSettings settings) {
        this.name = name;
        this.service = settings.service();
        this.handler = handler;
        this.parked = parked;
        this.traces = traces;
        this.clock = clock;
        this.meters = meters;
        this.attempts = settings.attempts();
        this.kafka = settings(settings);
        this.container = container(topics, settings.service() + "." + name);
        meters.gauge(
                "messaging.parked.keys",
                List.of(io.micrometer.core.instrument.Tag.of("consumer", name)),
                parkedKeys,
                Set::size);
    }

    String name() {
        return name;
    }

    void start() {
        container.start();
    }

    void stop(Runnable stopped) {
        container.stop(stopped);
    }

    private Map<String, Object> settings(MessagingSettings settings) {
        Map<String, Object> kafka = new HashMap<>();
        kafka.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka());
        kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        kafka.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        kafka.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.service() + "." + name);
        if (settings.fixedInstance()) {
            kafka.put(
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    settings.instance() + "." + settings.service() + "." + name);
        }
        return kafka;
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(
            List<String> topics, String group) {
        ContainerProperties properties = new ContainerProperties(topics.toArray(String[]::new));
        properties.setGroupId(group);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMissingTopicsFatal(true);
        properties.setMessageListener((MessageListener<String, byte[]>) this::take);
        properties.setConsumerRebalanceListener(
                new ConsumerAwareRebalanceListener() {
                    @Override
                    public void onPartitionsAssigned(
                            org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
                            Collection<TopicPartition> partitions) {
                        parkedKeys.addAll(parked.keys(name));
                    }
                });
        var container =
                new ConcurrentMessageListenerContainer<>(
                        new DefaultKafkaConsumerFactory<>(
                                kafka, new StringDeserializer(), new ByteArrayDeserializer()),
                        properties);
        container.setBeanName(group);
        // only an unreachable store comes here: wait for it as long as it takes
        container.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(1_000, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        oneAtATime.lock();
        MDC.put("service", service);
        try {
            String key = String.valueOf(record.key());
            if (parkedKeys.contains(record.topic() + "/" + key)) {
                if (parked.isParked(name, record.topic(), key)) {
                    parked.park(name, record, Parked.BEHIND, clock.instant());
                    count("waiting");
                    return;
                }
                parkedKeys.remove(record.topic() + "/" + key);
            }
            try {
                handle(record);
            } catch (RuntimeException failure) {
                if (isStoreAway(failure)) {
                    throw failure;
                }
                park(record, key, failure);
            }
        } finally {
            MDC.remove("service");
            oneAtATime.unlock();
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        for (int attempt = 1; ; attempt++) {
            try {
                Message message = CloudEvents.read(record);
                traces.within(
                        message,
                        name,
                        () -> {
                            Handler.Outcome outcome = handler.handle(message);
                            count(outcome == Handler.Outcome.APPLIED ? "applied" : "repeated");
                        });
                return;
            } catch (SequenceGap | NotACloudEvent hopeless) {
                throw hopeless;
            } catch (RuntimeException failure) {
                if (attempt >= attempts || isStoreAway(failure)) {
                    throw failure;
                }
                LockSupport.parkNanos(Duration.ofMillis(100L * attempt).toNanos());
            }
        }
    }

    private void park(ConsumerRecord<String, byte[]> record, String key, RuntimeException failure) {
        parked.park(name, record, failure.getClass().getName(), clock.instant());
        parkedKeys.add(record.topic() + "/" + key);
        count("parked");
        // the exception's text may quote what a person wrote: its class and place must do
        log.error(
                "{} parked {}-{}@{}: {} at {}",
                name,
                record.topic(),
                record.partition(),
                record.offset(),
                failure.getClass().getName(),
                failure.getStackTrace().length == 0 ? "?" : failure.getStackTrace()[0]);
    }

    /** Works off one key that somebody asked to be redriven, if this instance has its partition. */
    void redriveRequested() {
        Collection<TopicPartition> mine = container.getAssignedPartitions();
        if (mine == null || mine.isEmpty() || parkedKeys.isEmpty()) {
            return;
        }
        parked.requested(name, mine).ifPresent(this::redrive);
    }

    private void redrive(Parked.Entry first) {
        oneAtATime.lock();
        MDC.put("service", service);
        try {
            for (Parked.Entry entry : parked.ofKey(name, first.topic(), first.key())) {
                try {
                    handle(fetch(entry));
                } catch (RuntimeException failure) {
                    parked.failedAgain(entry, failure.getClass().getName());
                    log.error("{} redrove in vain {}: {}", name, entry.id(), failure.getClass());
                    return;
                }
                parked.done(entry);
                count("redriven");
            }
            parkedKeys.remove(first.topic() + "/" + first.key());
        } finally {
            MDC.remove("service");
            oneAtATime.unlock();
        }
    }

    private ConsumerRecord<String, byte[]> fetch(Parked.Entry entry) {
        TopicPartition partition = new TopicPartition(entry.topic(), entry.partition());
        Map<String, Object> single = new HashMap<>(kafka);
        single.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        single.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        single, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, entry.offset());
            long end = System.nanoTime() + FETCH_TIMEOUT.toNanos();
            while (System.nanoTime() - end < 0) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() == entry.offset()) {
                        return record;
                    }
                    throw new IllegalStateException(entry.id() + " is not on the topic any more");
                }
            }
        }
        throw new IllegalStateException(entry.id() + " could not be read from the topic");
    }

    private void count(String outcome) {
        meters.counter("messaging.consumed", "consumer", name, "outcome", outcome).increment();
    }

    private static boolean isStoreAway(RuntimeException failure) {
        return failure instanceof MongoSocketException
                || failure instanceof MongoTimeoutException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException;
    }
}
