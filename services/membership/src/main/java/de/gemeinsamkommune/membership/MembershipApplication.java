package de.gemeinsamkommune.membership;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;
import de.gemeinsamkommune.messaging.MessagingConfiguration;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The membership service: municipalities, people, roles, erasures and funding periods. */
@SpringBootApplication
@EnableScheduling
@Import({ServiceDefaults.class, MessagingConfiguration.class})
public class MembershipApplication {

    /** Runs the service alone. */
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** {@return the service, ready to be run by itself or beside others in one JVM} */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(MembershipApplication.class, "membership");
    }
}
