package de.gemeinsamkommune.gateway;

import de.gemeinsamkommune.defaults.ServiceApplication;
import de.gemeinsamkommune.defaults.ServiceDefaults;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The gateway as a process of its own or as a part of the standalone network. */
@SpringBootApplication
@EnableConfigurationProperties(GatewaySettings.class)
@Import(ServiceDefaults.class)
public class GatewayApplication {

    /** Runs the gateway alone. */
    public static void main(String[] args) {
        application().run(args);
    }

    /** The gateway, not yet started. */
    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(GatewayApplication.class, "gateway");
    }
}
