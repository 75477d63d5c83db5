package de.gemeinsamkommune.events;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;
import de.gemeinsamkommune.messaging.MessagingConfiguration;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** The events service. */
@SpringBootApplication
@Import({ServiceDefaults.class, MessagingConfiguration.class})
public class EventsApplication {

    /** Starts the service alone. */
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** {@return the service, to be started alone or among others} */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(EventsApplication.class, "events");
    }
}
