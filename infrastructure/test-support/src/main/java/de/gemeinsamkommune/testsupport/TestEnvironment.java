package de.gemeinsamkommune.testsupport;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

import java.util.UUID;

/** Gives a service under test its settings, and starts a part when its setting is asked for. */
final class TestEnvironment
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String INLINED = "Inlined Test Properties";
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        String service = environment.getRequiredProperty("spring.application.name");
        MutablePropertySources sources = environment.getPropertySources();
        if (sources.contains(INLINED)) {
            sources.addAfter(INLINED, new Settings(service));
        } else {
            sources.addFirst(new Settings(service));
        }
    }

    private static final class Settings extends PropertySource<Object> {

        private final String service;

        Settings(String service) {
            super("test parts", new Object());
            this.service = service;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return switch (name) {
                case "IDENTITY_URL" -> TestIssuer.shared().url();
                case "PUBLIC_URL" -> TestIssuer.ISSUER;
                case "CLIENT_SECRET" -> TestIssuer.CLIENT_SECRET;
                case "MONGODB_URI" -> Parts.shared().mongodbUri(service + "_" + RUN);
                case "KAFKA_BOOTSTRAP_SERVERS" -> Parts.shared().kafkaBootstrapServers();
                case "SMTP_HOST" -> Mailbox.shared().host();
                case "SMTP_PORT" -> Mailbox.shared().port();
                default -> null;
            };
        }
    }
}
