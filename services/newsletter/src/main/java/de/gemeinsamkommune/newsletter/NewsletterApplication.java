package de.gemeinsamkommune.newsletter;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;
import de.gemeinsamkommune.messaging.MessagingConfiguration;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service newsletter. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import({ServiceDefaults.class, MessagingConfiguration.class})
public class NewsletterApplication {

    /** Starts the service in a process of its own. */
    public static void main(String[] args) {
        application().run(args);
    }

    /** The service, ready to be started, alone or with others in one process. */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(NewsletterApplication.class, "newsletter");
    }
}
