package de.gemeinsamkommune.messaging;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** The topics of the network, as declared once for every broker. */
public final class Topics {

    /** Kept for ever, never compacted: the streams are the network's history. */
    static final Map<String, String> KEPT_FOR_EVER =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

    private static final String DECLARATION = "/kafka/topics.yaml";

    /**
     * A declared topic.
     *
     * @param name {@code <service>.<aggregate>}
     * @param partitions from 1, fixed for the topic's life
     * @param description one sentence
     */
    public record Topic(String name, int partitions, String description) {}

    private static final List<Topic> DECLARED = read();

    private Topics() {}

    /** {@return the declared topics} */
    public static List<Topic> declared() {
        return DECLARED;
    }

    /**
     * Makes the topics that are missing and mends settings of those that are there.
     *
     * @param bootstrap the broker
     * @param replication copies of each partition, from 1; with 3 or more, two must acknowledge
     * @throws IllegalStateException when a topic has another number of partitions than declared, or
     *     the broker refuses
     */
    public static void declare(String bootstrap, int replication) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            declare(admin, replication);
        } catch (ExecutionException refused) {
            throw new IllegalStateException("The broker refused the topics", refused.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while declaring topics", interrupted);
        }
    }

    /** Declares the topics with one copy each, for the embedded broker and tests. */
    public static void declare(String bootstrap) {
        declare(bootstrap, 1);
    }

    private static void declare(Admin admin, int replication)
            throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        List<String> existing = new ArrayList<>();
        for (Topic topic : DECLARED) {
            if (there.contains(topic.name())) {
                existing.add(topic.name());
            } else {
                missing.add(
                        new NewTopic(topic.name(), topic.partitions(), (short) replication)
                                .configs(settings(replication)));
            }
        }
        admin.createTopics(missing).all().get();
        Map<String, TopicDescription> found = admin.describeTopics(existing).allTopicNames().get();
        for (Topic topic : DECLARED) {
            TopicDescription description = found.get(topic.name());
            if (description != null && description.partitions().size() != topic.partitions()) {
                throw new IllegalStateException(
                        "Topic %s has %d partitions, declared are %d; they are fixed for its life"
                                .formatted(
                                        topic.name(),
                                        description.partitions().size(),
                                        topic.partitions()));
            }
        }
        if (!existing.isEmpty()) {
            Map<ConfigResource, java.util.Collection<AlterConfigOp>> changes =
                    new java.util.HashMap<>();
            for (String name : existing) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, name),
                        settings(replication).entrySet().stream()
                                .map(
                                        setting ->
                                                new AlterConfigOp(
                                                        new ConfigEntry(
                                                                setting.getKey(),
                                                                setting.getValue()),
                                                        AlterConfigOp.OpType.SET))
                                .toList());
            }
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    private static Map<String, String> settings(int replication) {
        if (replication < 3) {
            return KEPT_FOR_EVER;
        }
        Map<String, String> settings = new java.util.HashMap<>(KEPT_FOR_EVER);
        settings.put("min.insync.replicas", "2");
        return settings;
    }

    private static List<Topic> read() {
        try (InputStream declaration = Topics.class.getResourceAsStream(DECLARATION)) {
            Map<String, List<Map<String, Object>>> root =
                    new Yaml().load(Objects.requireNonNull(declaration, DECLARATION));
            return Objects.requireNonNull(root.get("topics"), DECLARATION).stream()
                    .map(
                            topic ->
                                    new Topic(
                                            String.valueOf(topic.get("name")),
                                            Integer.parseInt(
                                                    String.valueOf(topic.get("partitions"))),
                                            String.valueOf(topic.get("description"))))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
