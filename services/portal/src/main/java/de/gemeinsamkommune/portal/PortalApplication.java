package de.gemeinsamkommune.portal;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;
import de.gemeinsamkommune.portal.settings.PortalSettings;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The web pages of the network. */
@SpringBootApplication
@EnableConfigurationProperties(PortalSettings.class)
@Import(ServiceDefaults.class)
public class PortalApplication {

    /** Starts the portal alone. */
    public static void main(String[] args) {
        application().run(args);
    }

    /** The portal, not yet started. */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(PortalApplication.class, "portal");
    }
}
