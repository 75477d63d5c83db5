package de.gemeinsamkommune.analytics;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;
import de.gemeinsamkommune.messaging.MessagingConfiguration;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The analytics service: event feed, its description, and figures. */
@SpringBootApplication
@Import({ServiceDefaults.class, MessagingConfiguration.class})
public class AnalyticsApplication {

    /** {@return the service, ready to run; settings come from the environment} */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(AnalyticsApplication.class, "analytics");
    }

    /** Runs the service alone. */
    public static void main(String[] args) {
        application().run(args);
    }
}
