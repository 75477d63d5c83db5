package de.gemeinsamkommune.identity;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;
import de.gemeinsamkommune.messaging.MessagingConfiguration;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The identity service. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
@Import({ServiceDefaults.class, MessagingConfiguration.class})
public class IdentityApplication {

    /** {@return the application, not yet started} */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(IdentityApplication.class, "identity");
    }

    /** Starts the service alone. */
    public static void main(String[] args) {
        application().run(args);
    }
}
