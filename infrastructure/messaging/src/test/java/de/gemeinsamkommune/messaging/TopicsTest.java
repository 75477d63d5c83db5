package de.gemeinsamkommune.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class TopicsTest {

    @Test
    void keeps_every_topic_for_ever_with_the_declared_partitions() throws Exception {
        Topics.declare(Lab.KAFKA.bootstrap());
        List<String> names = Topics.declared().stream().map(Topics.Topic::name).toList();
        List<ConfigResource> resources =
                names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Lab.KAFKA.bootstrap()))) {
            Map<ConfigResource, Config> settings = admin.describeConfigs(resources).all().get();
            assertThat(settings).hasSize(names.size());
            settings.forEach(
                    (topic, config) ->
                            Topics.KEPT_FOR_EVER.forEach(
                                    (name, value) ->
                                            assertThat(config.get(name).value())
                                                    .as(topic.name() + " " + name)
                                                    .isEqualTo(value)));
            var descriptions = admin.describeTopics(names).allTopicNames().get();
            for (Topics.Topic topic : Topics.declared()) {
                assertThat(descriptions.get(topic.name()).partitions()).hasSize(topic.partitions());
            }
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Config brokerSettings = admin.describeConfigs(List.of(broker)).all().get().get(broker);
            assertThat(brokerSettings.get("offsets.retention.minutes").value()).isEqualTo("525600");
            assertThat(brokerSettings.get("auto.create.topics.enable").value()).isEqualTo("false");
        }
    }
}
