package de.gemeinsamkommune.defaults.retention;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * What a service does with personal data and for how long, as its {@code <service>/processing.yaml}
 * declares it beside {@code personal-data.properties}. The register of processing activities (GDPR
 * Art. 30) is made of it, so its texts are German.
 *
 * @param activities what the service does with personal data
 * @param rules the rules of retention, each carried out by a {@link RetentionRule}
 */
public record Processing(List<Activity> activities, List<RetentionTerms> rules) {

    /** What is not there is empty. */
    public Processing {
        activities = activities == null ? List.of() : List.copyOf(activities);
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /**
     * One activity.
     *
     * @param name what it is called
     * @param purpose what it is for
     * @param legalBasis why it is allowed
     * @param people whose data
     * @param recipients who gets to see them
     * @param topics the streams that carry its pseudonymous facts
     * @param collections where its data lie
     */
    public record Activity(
            String name,
            String purpose,
            String legalBasis,
            String people,
            String recipients,
            List<String> topics,
            List<Kept> collections) {

        /** What is not there is empty. */
        public Activity {
            topics = topics == null ? List.of() : List.copyOf(topics);
            collections = collections == null ? List.of() : List.copyOf(collections);
        }
    }

    /**
     * A collection with personal data.
     *
     * @param name of the collection
     * @param data what it holds
     * @param rule code of the rule that ends the keeping, if one does
     * @param until what else ends it
     */
    public record Kept(String name, String data, @Nullable String rule, @Nullable String until) {}

    /**
     * Reads the declaration of a service on the class path.
     *
     * @throws UncheckedIOException when there is none
     */
    public static Processing of(String service) {
        return read(new ClassPathResource(service + "/processing.yaml"));
    }

    /**
     * Reads a declaration.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public static Processing read(Resource file) {
        try {
            List<ConfigurationPropertySource> sources =
                    new YamlPropertySourceLoader()
                            .load("processing", file).stream()
                                    .map(ConfigurationPropertySource::from)
                                    .filter(Objects::nonNull)
                                    .toList();
            return new Binder(sources)
                    .bind("processing", Bindable.of(Processing.class))
                    .orElseThrow(
                            () -> new IOException(file.getDescription() + " declares nothing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
