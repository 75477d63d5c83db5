package de.gemeinsamkommune.advisory;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;
import de.gemeinsamkommune.messaging.MessagingConfiguration;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The advisory service: requests for advice from receipt to conclusion. */
@SpringBootApplication
@EnableScheduling
@Import({ServiceDefaults.class, MessagingConfiguration.class})
public class AdvisoryApplication {

    /** {@return the service, ready to run; settings come from the environment} */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(AdvisoryApplication.class, "advisory");
    }

    /** Runs the service alone. */
    public static void main(String[] args) {
        application().run(args);
    }
}
